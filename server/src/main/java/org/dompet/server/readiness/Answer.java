package org.dompet.server.readiness;

import java.net.http.HttpHeaders;
import java.util.Optional;

/** What the server answered. */
record Answer(int status, HttpHeaders headers, String body) {

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** A header's value, or nothing at all. */
  String text(String name) {
    return header(name).orElse("");
  }
}
