package org.dompet.server.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyIsStrictTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "default-src 'none'; frame-ancestors 'none'",
        "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
        "default-src 'self'; img-src data:",
        "default-src 'self'; script-src https://telegram.org"
      })
  void takesWhatNamesItsSources(String policy) {
    assertThat(PolicyIsStrict.isLax(policy)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default-src *",
        "default-src 'self' 'unsafe-inline'",
        "default-src 'self';script-src 'unsafe-eval'",
        "default-src 'self'; script-src 'self' data:; img-src data:",
        "default-src 'none'; img-src *",
        "default-src https:"
      })
  void refusesWhatLetsAnythingIn(String policy) {
    assertThat(PolicyIsStrict.isLax(policy)).isTrue();
  }
}
