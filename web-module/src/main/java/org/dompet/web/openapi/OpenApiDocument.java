package org.dompet.web.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The document in one of its forms, ready to be sent. */
final class OpenApiDocument {
  private static final String RESOURCE = "/openapi.yaml";

  private final String mediaType;
  private final byte[] content;
  private final String tag;

  private OpenApiDocument(String mediaType, byte[] content) {
    this.mediaType = mediaType;
    this.content = content;
    this.tag = '"' + digest(content) + '"';
  }

  /** As it was written. */
  static OpenApiDocument yaml() {
    return new OpenApiDocument("application/yaml", read());
  }

  /** The same in JSON. */
  static OpenApiDocument json() {
    try {
      ObjectMapper json = new ObjectMapper();
      Object tree = new ObjectMapper(new YAMLFactory()).readValue(read(), Object.class);
      return new OpenApiDocument("application/json", json.writeValueAsBytes(tree));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /**
   * Whether somebody wants JSON: {@code format} says it, or else {@code accept} names JSON and not
   * YAML. Whoever says nothing gets YAML.
   */
  static boolean isJsonWanted(@Nullable String format, @Nullable String accept) {
    if (format != null) {
      return format.equalsIgnoreCase("json");
    }
    String wanted = accept == null ? "" : accept.toLowerCase(Locale.ROOT);
    return wanted.contains("json") && !wanted.contains("yaml");
  }

  String mediaType() {
    return mediaType;
  }

  byte[] content() {
    return content.clone();
  }

  /** The entity tag (RFC 9110): another document has another. */
  String tag() {
    return tag;
  }

  /** Whether a copy with one of these tags, {@code If-None-Match}, is still good. */
  boolean isKnownBy(@Nullable String tags) {
    return tags != null && (tags.contains(tag) || tags.strip().equals("*"));
  }

  private static byte[] read() {
    try (InputStream document = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
      if (document == null) {
        throw new IllegalStateException(RESOURCE + " is not in this application");
      }
      return document.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String digest(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
