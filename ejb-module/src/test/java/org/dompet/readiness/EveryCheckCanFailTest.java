package org.dompet.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Nothing on the checklist is a constant: a broken world makes each item fail. */
class EveryCheckCanFailTest {
  private final ReadinessScenario scenario = new ReadinessScenario();

  @Test
  void aBrokenWorldIsKnownForEachCheck() {
    assertThat(scenario.broken().keySet())
        .containsExactlyInAnyOrderElementsOf(scenario.checks().stream().map(Check::name).toList());
  }

  @Test
  void eachSaysWhatItProves() {
    List<Check> checks = scenario.checks();
    assertThat(checks).extracting(Check::name).doesNotHaveDuplicates();
    assertThat(checks)
        .allSatisfy(
            check -> {
              assertThat(check.name()).matches("[a-z]+(-[a-z]+)*");
              assertThat(check.proves()).endsWith(".").hasSizeLessThan(160);
            });
  }

  @TestFactory
  List<DynamicTest> failsInABrokenWorld() {
    Map<String, Supplier<Verdict>> broken = new TreeMap<>(scenario.broken());
    return broken.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      scenario.reset();
                      assertThat(entry.getValue().get().state())
                          .as(entry.getKey())
                          .isEqualTo(Verdict.State.FAIL);
                    }))
        .toList();
  }

  @TestFactory
  List<DynamicTest> passesInAGoodWorld() {
    return scenario.good().stream()
        .map(
            check ->
                DynamicTest.dynamicTest(
                    check.name(),
                    () -> {
                      scenario.clock.set(Instant.now());
                      Verdict verdict = check.lookSafely();
                      assertThat(verdict.state())
                          .as(verdict.evidence())
                          .isEqualTo(Verdict.State.PASS);
                    }))
        .toList();
  }
}
