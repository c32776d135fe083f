package org.dompet.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dompet.web.json.JsonFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemPagesTest {
  private static final Path PAGES = Path.of("..", "docs", "problems");
  private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  @Test
  void haveOneForEachProblemAndNoneLeftOver() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(ProblemType.values()).map(type -> type.code() + ".md").toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void showTheProblemAsItIsAnswered(ProblemType type) throws IOException {
    String page = Files.readString(PAGES.resolve(type.code() + ".md"));
    Matcher json = JSON.matcher(page);

    assertThat(page).startsWith("# " + type.title() + "\n\n`" + type.code() + "`, ");
    assertThat(page).contains("HTTP " + type.status());
    assertThat(json.find()).isTrue();
    JsonNode example = JsonFormat.mapper().readTree(json.group(1));
    assertThat(example.path("type").asText()).isEqualTo("/problems/" + type.code());
    assertThat(example.path("title").asText()).isEqualTo(type.title());
    assertThat(example.path("status").asInt()).isEqualTo(type.status());
  }

  @ParameterizedTest
  @EnumSource
  void areInTheApplication(ProblemType type) {
    assertThat(ProblemPages.class.getResource("/problems/" + type.code() + ".md")).isNotNull();
  }
}
