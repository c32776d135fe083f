package org.dompet.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.stripe.com",
        "https://10.0.0.7:8443/stripe",
        "http://127.0.0.1:8080",
        "http://localhost",
        "http://[::1]:9"
      })
  void isHttpsOrThisMachine(String address) {
    assertThat(Endpoint.require("key", URI.create(address))).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.stripe.com",
        "http://127.0.0.1.evil.example",
        "https://key@api.stripe.com",
        "http://localhost@evil.example",
        "ftp://api.stripe.com",
        "file:///etc/passwd",
        "api.stripe.com",
        "/v1",
        ""
      })
  void isNothingElse(String address) {
    assertThat(Endpoint.isSafe(URI.create(address))).isFalse();
  }

  @Test
  void namesTheKeyAndNotTheAddress() {
    assertThatThrownBy(() -> Endpoint.require("dompet.a", URI.create("http://secret.example/x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dompet.a")
        .hasMessageNotContaining("secret");
  }
}
