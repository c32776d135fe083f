package org.dompet.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.report.MessageResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.schema.SchemaValidator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dompet.web.json.JsonFormat;
import org.dompet.web.problem.ProblemType;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
  private static final String TEXT =
      new String(OpenApiDocument.yaml().content(), StandardCharsets.UTF_8);

  @Test
  void isValid() {
    SwaggerParseResult result = new OpenAPIV3Parser().readContents(TEXT, null, options(true));

    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getOpenapi()).isEqualTo("3.0.3");
  }

  @Test
  void describesEveryDoorAndNoOther() throws Exception {
    List<String> described = new ArrayList<>();
    parse().getPaths().forEach((path, item) -> described.addAll(operations(path, item).keySet()));

    assertThat(new TreeSet<>(described)).isEqualTo(Doors.all());
  }

  @Test
  void givesEveryOperationAnIdOfItsOwnATagAndASummary() {
    List<Operation> operations =
        parse().getPaths().values().stream()
            .flatMap(item -> item.readOperations().stream())
            .toList();

    assertThat(operations)
        .allSatisfy(
            operation -> {
              assertThat(operation.getTags()).hasSize(1);
              assertThat(operation.getSummary()).isNotBlank();
            });
    assertThat(operations.stream().map(Operation::getOperationId))
        .doesNotContainNull()
        .doesNotHaveDuplicates();
  }

  @Test
  void namesEveryProblemAndNoOther() {
    Object codes = parse().getComponents().getSchemas().get("ProblemCode").getEnum();

    assertThat(codes).isEqualTo(Stream.of(ProblemType.values()).map(ProblemType::code).toList());
  }

  @Test
  void showsEachProblemAsItIsAnswered() {
    Map<String, Example> examples = parse().getComponents().getExamples();

    assertThat(examples).hasSameSizeAs(ProblemType.values());
    for (ProblemType type : ProblemType.values()) {
      JsonNode example = tree(examples.get(type.code()).getValue());
      assertThat(example.path("type").asText()).isEqualTo("/problems/" + type.code());
      assertThat(example.path("title").asText()).isEqualTo(type.title());
      assertThat(example.path("status").asInt()).isEqualTo(type.status());
    }
  }

  @Test
  void showsProblemsOnlyUnderTheirStatus() {
    OpenAPI api = resolved();
    api.getPaths()
        .forEach(
            (path, item) ->
                operations(path, item)
                    .forEach(
                        (name, operation) ->
                            operation
                                .getResponses()
                                .forEach(
                                    (status, response) ->
                                        examples(response.getContent(), "application/problem+json")
                                            .forEach(
                                                example ->
                                                    assertThat(example.path("status").asText())
                                                        .as(name)
                                                        .isEqualTo(status)))));
  }

  @Test
  void showsExamplesThatFollowTheirSchemas() {
    OpenAPI api = resolved();
    SchemaValidator validator = new SchemaValidator(api, new MessageResolver());
    List<String> wrong = new ArrayList<>();
    int[] seen = {0};
    contents(api)
        .forEach(
            content ->
                content.forEach(
                    (name, media) -> {
                      if (!name.contains("json")) {
                        return;
                      }
                      for (JsonNode example : examples(Map.of(name, media), name)) {
                        seen[0]++;
                        ValidationReport report =
                            validator.validate(example.toString(), media.getSchema(), "example");
                        report
                            .getMessages()
                            .forEach(message -> wrong.add(example + ": " + message.getMessage()));
                      }
                    }));

    assertThat(wrong).isEmpty();
    assertThat(seen[0]).isGreaterThan(100);
  }

  @Test
  void takesNothingInRequestsThatItDoesNotDescribe() {
    parse()
        .getComponents()
        .getSchemas()
        .forEach(
            (name, schema) -> {
              if (name.endsWith("Request") || name.equals("Recipient")) {
                assertThat(schema.getAdditionalProperties()).as(name).isEqualTo(false);
              }
            });
  }

  @Test
  void saysTheSameInJson() throws Exception {
    JsonNode json = new ObjectMapper().readTree(OpenApiDocument.json().content());
    SwaggerParseResult result =
        new OpenAPIV3Parser().readContents(json.toString(), null, options(false));

    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI()).isEqualTo(parse());
  }

  @Test
  void isSentInTheFormThatWasAskedFor() {
    assertThat(OpenApiDocument.isJsonWanted(null, null)).isFalse();
    assertThat(OpenApiDocument.isJsonWanted(null, "*/*")).isFalse();
    assertThat(OpenApiDocument.isJsonWanted(null, "application/json")).isTrue();
    assertThat(OpenApiDocument.isJsonWanted(null, "application/yaml, application/json")).isFalse();
    assertThat(OpenApiDocument.isJsonWanted("json", "application/yaml")).isTrue();
    assertThat(OpenApiDocument.isJsonWanted("yaml", "application/json")).isFalse();
  }

  @Test
  void isNotSentAgainToWhoHasIt() {
    OpenApiDocument yaml = OpenApiDocument.yaml();

    assertThat(yaml.isKnownBy(null)).isFalse();
    assertThat(yaml.isKnownBy("\"another\"")).isFalse();
    assertThat(yaml.isKnownBy("\"another\", W/" + yaml.tag())).isTrue();
    assertThat(yaml.tag()).isNotEqualTo(OpenApiDocument.json().tag());
  }

  private static OpenAPI parse() {
    return new OpenAPIV3Parser().readContents(TEXT, null, options(false)).getOpenAPI();
  }

  private static OpenAPI resolved() {
    return new OpenAPIV3Parser().readContents(TEXT, null, options(true)).getOpenAPI();
  }

  private static ParseOptions options(boolean resolve) {
    ParseOptions options = new ParseOptions();
    options.setResolve(resolve);
    options.setResolveFully(resolve);
    return options;
  }

  private static Map<String, Operation> operations(String path, PathItem item) {
    Map<String, Operation> operations = new TreeMap<>();
    item.readOperationsMap()
        .forEach((method, operation) -> operations.put(method + " " + path, operation));
    return operations;
  }

  private static Stream<Map<String, MediaType>> contents(OpenAPI api) {
    return api.getPaths().values().stream()
        .flatMap(item -> item.readOperations().stream())
        .flatMap(
            operation ->
                Stream.concat(
                    Stream.ofNullable(operation.getRequestBody())
                        .map(body -> (Map<String, MediaType>) body.getContent()),
                    operation.getResponses().values().stream()
                        .filter(response -> response.getContent() != null)
                        .map(response -> (Map<String, MediaType>) response.getContent())));
  }

  private static List<JsonNode> examples(Map<String, MediaType> content, String name) {
    MediaType media = content == null ? null : content.get(name);
    if (media == null) {
      return List.of();
    }
    List<JsonNode> examples = new ArrayList<>();
    if (media.getExample() != null) {
      examples.add(tree(media.getExample()));
    }
    if (media.getExamples() != null) {
      media.getExamples().values().forEach(example -> examples.add(tree(example.getValue())));
    }
    return examples;
  }

  private static JsonNode tree(Object value) {
    return JsonFormat.mapper().valueToTree(value);
  }
}
