package org.dompet.bench.http;

import java.nio.charset.StandardCharsets;

/** Requests as they go over the wire. */
final class HttpRequest {
  private HttpRequest() {}

  /**
   * A JSON body.
   *
   * @param headers lines, each with its end
   */
  static byte[] post(String path, String headers, String json) {
    return bytes(
        new StringBuilder(1400)
            .append("POST ")
            .append(path)
            .append(" HTTP/1.1\r\nHost: localhost\r\n")
            .append(headers)
            .append("Content-Type: application/json\r\nContent-Length: ")
            .append(json.getBytes(StandardCharsets.UTF_8).length)
            .append("\r\n\r\n")
            .append(json));
  }

  static byte[] get(String path, String headers) {
    return bytes(
        new StringBuilder("GET ")
            .append(path)
            .append(" HTTP/1.1\r\nHost: localhost\r\n")
            .append(headers)
            .append("\r\n"));
  }

  /** A header line with an access token. */
  static String bearer(String token) {
    return "Authorization: Bearer " + token + "\r\n";
  }

  private static byte[] bytes(StringBuilder request) {
    return request.toString().getBytes(StandardCharsets.UTF_8);
  }
}
