package org.dompet.web.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules, the dashboard, the page and the code know the same metrics. */
class ObservabilityTest {

  @Test
  void thePageListsWhatTheCodeRegistersAndNothingElse() throws IOException {
    assertThat(Observability.metricsOfCode())
        .hasSizeGreaterThan(20)
        .isEqualTo(Observability.metricsOfDocs());
  }

  @Test
  void rulesAndPanelsAskForMetricsThatThereAre() {
    assertThat(Observability.metricsOfDocs()).containsAll(Observability.metricsOfConfig());
  }

  @Test
  void everyAlertSaysHowBadItIsWhatItIsAndWhatToDo() {
    List<JsonNode> rules = Observability.rules();
    assertThat(rules).hasSizeGreaterThan(10);
    Set<String> names = new HashSet<>();
    for (JsonNode rule : rules) {
      String name = rule.path("alert").asText();
      assertThat(name).matches("Dompet[A-Za-z]+");
      assertThat(names.add(name)).as(name).isTrue();
      assertThat(rule.path("for").asText()).as(name).matches("[0-9]+[mh]");
      assertThat(rule.path("labels").path("severity").asText())
          .as(name)
          .isIn("critical", "warning");
      assertThat(rule.path("annotations").path("summary").asText()).as(name).isNotBlank();
      assertThat(isBalanced(rule.path("expr").asText())).as(name).isTrue();
      String[] runbook = rule.path("annotations").path("runbook").asText().split("#", -1);
      assertThat(runbook).as(name).hasSize(2);
      assertThat(anchors(Observability.text(runbook[0]))).as(name).contains(runbook[1]);
    }
  }

  @Test
  void everyPanelAsksForSomething() {
    int panels = 0;
    for (JsonNode panel : Observability.dashboard().path("panels")) {
      if (!panel.path("type").asText().equals("row")) {
        panels++;
        assertThat(panel.path("targets")).as(panel.path("title").asText()).isNotEmpty();
        panel
            .path("targets")
            .forEach(target -> assertThat(isBalanced(target.path("expr").asText())).isTrue());
      }
    }
    assertThat(panels).isGreaterThan(10);
  }

  /** As GitHub makes them of headings. */
  private static List<String> anchors(String page) {
    return page.lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
        .toList();
  }

  private static boolean isBalanced(String expression) {
    int open = 0;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      open += "({[".indexOf(c) >= 0 ? 1 : ")}]".indexOf(c) >= 0 ? -1 : 0;
      if (open < 0) {
        return false;
      }
    }
    return open == 0 && !expression.isBlank();
  }
}
