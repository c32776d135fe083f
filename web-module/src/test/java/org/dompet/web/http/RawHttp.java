package org.dompet.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.dompet.web.server.TestServer;

/** Requests as bytes, for what no client library lets pass. */
final class RawHttp {
  private static final String LAST_CHUNK = "0";
  private static final int PATIENCE_MILLIS = 20_000;

  private static final List<String> PAGES = List.of("<html", "<!doctype", "exception", "\tat ");

  private RawHttp() {}

  /**
   * What came back until the server hung up.
   *
   * @param text empty if it hung up without a word
   */
  record Answer(String text) {
    int status() {
      return text.matches("(?s)HTTP/1\\.[01] [0-9]{3}.*")
          ? Integer.parseInt(text.substring(9, 12))
          : 0;
    }

    String contentType() {
      String head = head().toLowerCase(Locale.ROOT);
      int at = head.indexOf("\r\ncontent-type:");
      if (at < 0) {
        return "";
      }
      int end = head.indexOf("\r\n", at + 2);
      return head.substring(at + 15, end < 0 ? head.length() : end).strip();
    }

    String body() {
      int end = text.indexOf("\r\n\r\n");
      return end < 0 ? "" : text.substring(end + 4);
    }

    private String head() {
      int end = text.indexOf("\r\n\r\n");
      return end < 0 ? text : text.substring(0, end);
    }

    /**
     * No failure of ours, no page, no trace; a refusal is a problem, or nothing at all if the
     * server's parser refused.
     */
    boolean isDecent() {
      String lower = text.toLowerCase(Locale.ROOT);
      boolean ours =
          PAGES.stream().noneMatch(lower::contains) && (status() < 500 || status() == 505);
      boolean nothing =
          contentType().isEmpty() && (body().isBlank() || body().strip().equals(LAST_CHUNK));
      return ours
          && (status() < 400 || nothing || contentType().equals("application/problem+json"));
    }
  }

  static Answer send(String request) {
    return send(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends it and reads until the server hangs up. */
  static Answer send(byte[] request) {
    try (Socket socket = connect()) {
      try {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        socket.shutdownOutput();
      } catch (IOException hungUp) {
        // It may have answered before it heard us out.
      }
      // What is said before the answer proper: "100 Continue".
      return new Answer(
          read(socket.getInputStream())
              .replaceFirst("(?s)^(HTTP/1\\.1 1[0-9]{2}.*?\r\n\r\n)+", ""));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static void sendAndHangUp(byte[] request) {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Socket connect() throws IOException {
    URI uri = TestServer.running().uri();
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static String read(InputStream answer) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] some = new byte[8_192];
    try {
      for (int read = answer.read(some); read >= 0; read = answer.read(some)) {
        text.append(new String(some, 0, read, StandardCharsets.ISO_8859_1));
      }
    } catch (SocketTimeoutException silent) {
      throw silent;
    } catch (IOException reset) {
      // What came before the reset counts.
    }
    return text.toString();
  }
}
