package org.dompet.web.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.dompet.web.http.RawHttp;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request within the body of another, whose end can be read in two ways: a proxy in front would
 * have taken both for one person's, and the second would be answered to whoever comes next.
 */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class SmugglingIT {
  private static final String SECOND =
      "GET /problems/insufficient-funds HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  /** What the page that the second asks for has in it. */
  private static final String ANSWER = "`insufficient-funds`, HTTP 422";

  /** What is answered without hanging up. */
  private static final String JSON = "{\"refreshToken\":\"none\"}";

  private static final String CHUNKED =
      Integer.toHexString(JSON.length()) + "\r\n" + JSON + "\r\n0\r\n\r\n";

  private static final String FIRST =
      "POST /api/v1/auth/logout HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  /** Otherwise the others prove nothing. */
  @Test
  void aSecondRequestIsAnsweredWhereItIsOne() {
    String length = "Content-Length: " + JSON.length();
    assertThat(RawHttp.send(FIRST + length + "\r\n\r\n" + JSON + SECOND).text())
        .containsIgnoringCase(ANSWER);
  }

  @Test
  void noSecondRequestIsAnsweredAfterChunks() {
    assertThat(RawHttp.send(FIRST + "Transfer-Encoding: chunked\r\n\r\n" + CHUNKED + SECOND).text())
        .startsWith("HTTP/1.1 204")
        .doesNotContainIgnoringCase(ANSWER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\nContent-Length: %d",
        "Content-Length: %d\r\nTransfer-Encoding: chunked",
        "Content-Length: %d\r\nTransfer-Encoding: xchunked",
        "Content-Length: %d\r\nTransfer-Encoding: identity",
        "Content-Length: %d\r\nTransfer-Encoding: chunked, identity",
        "Content-Length: %d\r\nTransfer-Encoding: identity, chunked",
        "Content-Length: %d\r\nTransfer-Encoding:\u000bchunked",
        "Content-Length: %d\r\nTransfer-Encoding : chunked",
        "Content-Length: %d\r\nTransfer-Encoding: x\r\nTransfer-Encoding: chunked",
        "Content-Length: %d\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x",
        "Content-Length: %d\r\nX: y\r\n Transfer-Encoding: chunked",
        "Content-Length: %d\r\nX: y\rTransfer-Encoding: chunked",
        "Content-Length: %d\r\nContent-Length: 5",
        "Content-Length: 5\r\nContent-Length: %d",
        "Content-Length: 5, %d",
        "Content-Length: +5\r\nTransfer-Encoding: chunked\r\nContent-Length: %d"
      })
  void neverIsItAnsweredFromWithinABody(String framing) {
    String body = CHUNKED + SECOND;
    String request = FIRST + framing.formatted(body.length()) + "\r\n\r\n" + body;
    RawHttp.Answer answer = RawHttp.send(request);

    assertThat(answer.text()).as(framing).doesNotContainIgnoringCase(ANSWER);
    assertThat(answer.text().split("HTTP/1\\.1 [0-9]{3}", -1).length - 1)
        .as(framing + "\n" + answer.text())
        .isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0x0", "ffffffffffffffffff", "+0", "0;\n", " 0"})
  void neverIsItAnsweredAfterAChunkOfANonsensicalLength(String length) {
    String request = FIRST + "Transfer-Encoding: chunked\r\n\r\n" + length + "\n\r\n" + SECOND;
    RawHttp.Answer answer = RawHttp.send(request);

    assertThat(answer.text()).as(length).doesNotContainIgnoringCase(ANSWER);
    assertThat(answer.status() / 100).as(length + answer.text()).isNotEqualTo(2);
  }
}
