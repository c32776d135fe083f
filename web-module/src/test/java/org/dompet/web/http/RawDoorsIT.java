package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What no decent client sends, byte by byte. Some of it is refused by the server's parser before
 * the application is asked; then the answer has no body, and never a page.
 */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class RawDoorsIT {
  private static final String HOST = "Host: localhost\r\nConnection: close\r\n";

  @Test
  void refuseAChunkedBodyOverTheLimitWhileItIsRead() {
    String chunk = "1000\r\n" + " ".repeat(0x1000) + "\r\n";
    RawHttp.Answer answer =
        RawHttp.send(
            "POST /api/v1/auth/login HTTP/1.1\r\n"
                + HOST
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(20)
                + "0\r\n\r\n");
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.body()).contains("/problems/payload-too-large");
  }

  @Test
  void refuseALengthOverTheLimitWithoutReading() {
    RawHttp.Answer answer =
        RawHttp.send(
            "POST /api/v1/auth/login HTTP/1.1\r\n"
                + HOST
                + "Content-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{");
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).contains("/problems/payload-too-large");
  }

  @Test
  void refuseAForm() {
    RawHttp.Answer answer =
        RawHttp.send(
            "POST /api/v1/auth/login HTTP/1.1\r\n"
                + HOST
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 10\r\n\r\nemail=a%40");
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.body()).contains("/problems/unsupported-media-type");
  }

  @Test
  void neverShowAPage() {
    for (String request :
        List.of(
            "GET /api/v1/wallets/%zz HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /api/v1/wallets/%00 HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /api/v1/wallets/%c0%ae HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /api/v1/wallets?limit=%zz HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /api/v1/..%2f..%2f HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /a\\b HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /;jsessionid=1 HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /api/v1/wallets;a=b HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /" + "a".repeat(7_000) + " HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n" + HOST + "\r\n",
            "GET / HTTP/1.1\r\n" + HOST + "X: " + "b".repeat(20_000) + "\r\n\r\n",
            "GET / HTTP/1.1\r\n" + HOST + "X: 1\r\n".repeat(500) + "\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/9.9\r\n" + HOST + "\r\n",
            "GET / HTTP/1.0\r\n\r\n",
            "FETCH /api/v1/wallets HTTP/1.1\r\n" + HOST + "\r\n",
            "<script> /api/v1/wallets HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /api/v1/wallets HTTP/1.1\r\n" + HOST + "Idempotency-Key: schl\u00fcssel\r\n\r\n",
            "GET /api/v1/wallets HTTP/1.1\r\n" + HOST + "Authorization: Bearer \u0000\r\n\r\n",
            "POST /api/v1/auth/login HTTP/1.1\r\n" + HOST + "Content-Length: -1\r\n\r\n",
            "POST /api/v1/auth/login HTTP/1.1\r\n" + HOST + "Content-Length: abc\r\n\r\n",
            "POST /api/v1/auth/login HTTP/1.1\r\n"
                + HOST
                + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "POST /api/v1/auth/login HTTP/1.1\r\n"
                + HOST
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nnotahex\r\n",
            "POST /api/v1/auth/login HTTP/1.1\r\n"
                + HOST
                + "Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
            "\u0016\u0003\u0001 hello\r\n\r\n")) {
      RawHttp.Answer answer = RawHttp.send(request);
      String start = request.substring(0, Math.min(200, request.length()));
      assertThat(answer.isDecent()).as(start + "\n" + answer.text()).isTrue();
    }
  }

  @Test
  void survivesAClientThatHangsUp() {
    for (int i = 0; i < 20; i++) {
      RawHttp.sendAndHangUp(
          ("POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                  + "Content-Length: 1000\r\n\r\n{\"email\":")
              .getBytes(StandardCharsets.ISO_8859_1));
    }
    assertThat(RawHttp.send("GET /health/live HTTP/1.1\r\n" + HOST + "\r\n").status())
        .isEqualTo(200);
  }
}
