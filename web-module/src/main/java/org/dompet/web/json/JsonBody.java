package org.dompet.web.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.stream.Collectors;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** Reads and writes the bodies of the API. Our records only: it stays away from others' types. */
@Provider
@Priority(100)
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, "application/problem+json"})
public class JsonBody implements MessageBodyReader<Object>, MessageBodyWriter<Object> {

  @Override
  public boolean isReadable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
    return isOurs(type);
  }

  @Override
  public Object readFrom(
      Class<Object> type,
      Type generic,
      Annotation[] annotations,
      MediaType media,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    @Nullable Object value;
    try {
      value =
          JsonFormat.mapper()
              .readValue(body, JsonFormat.mapper().getTypeFactory().constructType(generic));
    } catch (JsonProcessingException unreadable) {
      throw refuse(unreadable);
    } catch (IOException cutShort) {
      // The caller hung up, or sent fewer bytes than it said.
      throw new MalformedJson();
    }
    if (value == null) {
      throw new MalformedJson();
    }
    return value;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
    return isOurs(type);
  }

  @Override
  public void writeTo(
      Object value,
      Class<?> type,
      Type generic,
      Annotation[] annotations,
      MediaType media,
      MultivaluedMap<String, Object> headers,
      OutputStream body)
      throws IOException {
    JsonFormat.mapper().writeValue(body, value);
  }

  private static boolean isOurs(Class<?> type) {
    return type.getName().startsWith("org.dompet.");
  }

  private static RuntimeException refuse(JsonProcessingException error) {
    if (error.getCause() instanceof Refusal refusal) {
      return refusal;
    }
    if (error instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return Refusal.of(
          Kind.INVALID_REQUEST,
          path(mapping),
          error instanceof UnrecognizedPropertyException
              ? "is not known here"
              : "has the wrong type");
    }
    return new MalformedJson();
  }

  private static String path(JsonMappingException error) {
    return error.getPath().stream()
        .map(
            part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
        .map(name -> name.length() > 60 ? name.substring(0, 60) + "…" : name)
        .collect(Collectors.joining("."));
  }
}
