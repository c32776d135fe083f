package org.dompet.web.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A door as {@code openapi.yaml} describes it.
 *
 * @param path with its parameters in braces
 * @param bodyType the media type that it takes; empty: no body
 * @param body the fields of the JSON that it takes, with values that are well formed
 * @param strict true if it refuses fields that it does not describe
 * @param open true if nobody need be signed in
 */
record Route(
    String method,
    String path,
    List<Input> inputs,
    String bodyType,
    ObjectNode body,
    boolean strict,
    boolean open) {
  private static final String NOBODYS = "none-such";
  private static final String JSON = "application/json";

  /** A parameter, with a value that is well formed and means nothing that is there. */
  record Input(String in, String name, String value, boolean required) {}

  /** All of them, in the document's order. */
  static final List<Route> ALL = read();

  private static List<Route> read() {
    List<Route> routes = new ArrayList<>();
    document()
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) ->
                            routes.add(
                                route(method.name(), path, operation, or(item.getParameters())))));
    return List.copyOf(routes);
  }

  /**
   * One for each kind of door: headers are read before anybody knows which of the same kind it is.
   */
  static List<Route> ofEachKind() {
    Map<String, Route> kinds = new LinkedHashMap<>();
    ALL.forEach(route -> kinds.putIfAbsent(route.kind(), route));
    return List.copyOf(kinds.values());
  }

  private String kind() {
    return String.join(
        " ",
        method,
        path.split("/", 3)[1],
        bodyType,
        open ? "open" : isForStaff() ? "staff" : "user");
  }

  /** The methods that a path offers. */
  static Set<String> methodsOf(String path) {
    Set<String> methods = new LinkedHashSet<>();
    ALL.stream().filter(route -> route.path().equals(path)).forEach(r -> methods.add(r.method()));
    return methods;
  }

  List<Input> inputs(String in) {
    return inputs.stream().filter(input -> input.in().equals(in)).toList();
  }

  boolean takesJson() {
    return bodyType.equals(JSON);
  }

  boolean isForStaff() {
    return path.startsWith("/api/v1/admin/");
  }

  /** True of the server's own, from MicroProfile. */
  boolean isTheServers() {
    return path.startsWith("/health") || path.equals("/metrics");
  }

  @Override
  public String toString() {
    return method + " " + path;
  }

  private static Route route(
      String method, String path, Operation operation, List<Parameter> shared) {
    List<Input> inputs =
        Stream.concat(shared.stream(), or(operation.getParameters()).stream())
            .map(parameter -> input(path, parameter))
            .distinct()
            .toList();
    Content content =
        operation.getRequestBody() == null ? null : operation.getRequestBody().getContent();
    String type = content == null ? "" : content.keySet().iterator().next();
    Schema<?> schema = content == null ? null : content.get(type).getSchema();
    return new Route(
        method,
        path,
        inputs,
        type,
        type.equals(JSON) ? object(schema) : JsonNodeFactory.instance.objectNode(),
        schema != null && Boolean.FALSE.equals(schema.getAdditionalProperties()),
        operation.getSecurity() != null && operation.getSecurity().isEmpty());
  }

  private static Input input(String path, Parameter parameter) {
    String value = value(parameter.getSchema(), parameter.getExample()).asText();
    boolean acts = path.startsWith("/api/v1/") && parameter.getIn().equals("path");
    boolean isWord = acts && !"uuid".equals(parameter.getSchema().getFormat());
    return new Input(
        parameter.getIn(),
        parameter.getName(),
        isWord ? NOBODYS : value,
        Boolean.TRUE.equals(parameter.getRequired()));
  }

  private static ObjectNode object(Schema<?> schema) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    if (schema != null && schema.getProperties() != null) {
      // Of a choice, such as a recipient's, any one.
      boolean one = Integer.valueOf(1).equals(schema.getMaxProperties());
      for (String name : schema.getProperties().keySet()) {
        Schema<?> field = schema.getProperties().get(name);
        if (!one || object.isEmpty()) {
          object.set(name, value(field, field.getExample()));
        }
      }
    }
    return object;
  }

  private static JsonNode value(Schema<?> schema, Object example) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (schema.getProperties() != null) {
      return object(schema);
    }
    if ("uuid".equals(schema.getFormat())) {
      return nodes.textNode(UUID.randomUUID().toString());
    }
    if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
      return nodes.textNode(String.valueOf(schema.getEnum().get(0)));
    }
    return switch (String.valueOf(schema.getType())) {
      case "integer", "number" -> nodes.numberNode(1);
      case "boolean" -> nodes.booleanNode(true);
      case "array" -> nodes.arrayNode();
      default -> nodes.textNode(example == null ? "text" : String.valueOf(example));
    };
  }

  private static List<Parameter> or(List<Parameter> parameters) {
    return parameters == null ? List.of() : parameters;
  }

  private static OpenAPI document() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    options.setResolveFully(true);
    try (InputStream yaml = Route.class.getResourceAsStream("/openapi.yaml")) {
      String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
      return new OpenAPIV3Parser().readContents(text, null, options).getOpenAPI();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
