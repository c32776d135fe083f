package org.dompet.web.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
  private final Origins origins =
      new Origins(List.of("https://web.telegram.org", " http://localhost:5173"));

  @ParameterizedTest
  @ValueSource(strings = {"https://web.telegram.org", "http://localhost:5173"})
  void areThoseThatAreNamed(String origin) {
    assertThat(origins.contains(origin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://web.telegram.org",
        "https://web.telegram.org:8443",
        "https://web.telegram.org.evil.example",
        "https://evil.example/https://web.telegram.org",
        "https://WEB.telegram.org",
        "https://web.telegram.org/",
        "null",
        "*",
        ""
      })
  void areNoOthers(String origin) {
    assertThat(origins.contains(origin)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "https://*.example",
        "https://app.example/",
        "https://app.example/path",
        "https://App.example",
        "https://app.example:443",
        "http://app.example:80",
        "app.example",
        "null",
        "file://",
        "https://user@app.example"
      })
  void areExactOrRefusedAtTheStart(String origin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Origins(List.of("https://web.telegram.org", origin)))
        .withMessageStartingWith("dompet.http.cors-origins must be");
  }
}
