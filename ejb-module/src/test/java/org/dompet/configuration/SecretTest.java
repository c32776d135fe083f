package org.dompet.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import org.junit.jupiter.api.Test;

class SecretTest {
  private record Holder(Secret password) {}

  @Test
  void saysNothing() {
    assertThat(new Secret("hunter2")).hasToString("Secret[…]").isNotInstanceOf(Serializable.class);
    assertThat(new Holder(new Secret("hunter2")).toString()).doesNotContain("hunter2");
    assertThat(new Secret("a")).hasSameHashCodeAs(new Secret("b"));
  }

  @Test
  void equalsWhatHasTheSameText() {
    assertThat(new Secret("ü")).isEqualTo(new Secret("ü")).isNotEqualTo(new Secret("u"));
    assertThat(new Secret("ü").reveal()).isEqualTo("ü");
    assertThat(new Secret("ü").length()).isEqualTo(2);
  }

  @Test
  void isForgottenWhenWiped() {
    Secret secret = new Secret("hunter2");
    secret.wipe();
    assertThat(secret.reveal()).doesNotContain("hunter2");
    assertThat(secret.bytes()).containsOnly(0);
  }
}
