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
import org.jspecify.annotations.Nullable;

/** Requests as bytes, for what no client library lets pass. */
public final class RawHttp {
  private static final String LAST_CHUNK = "0";
  private static final int PATIENCE_MILLIS = 20_000;

  private static final List<String> PAGES = List.of("<html", "<!doctype", "exception", "\tat ");

  private RawHttp() {}

  /**
   * What came back until the server hung up.
   *
   * @param text empty if it hung up without a word
   */
  public record Answer(String text) {
    public int status() {
      return text.matches("(?s)HTTP/1\\.[01] [0-9]{3}.*")
          ? Integer.parseInt(text.substring(9, 12))
          : 0;
    }

    public String contentType() {
      String type = header("Content-Type");
      return type == null ? "" : type;
    }

    /** The first header of that name; null if there is none. */
    public @Nullable String header(String name) {
      String head = head();
      String start = "\r\n" + name.toLowerCase(Locale.ROOT) + ":";
      int at = head.toLowerCase(Locale.ROOT).indexOf(start);
      if (at < 0) {
        return null;
      }
      int end = head.indexOf("\r\n", at + 2);
      return head.substring(at + start.length(), end < 0 ? head.length() : end).strip();
    }

    public String body() {
      int end = text.indexOf("\r\n\r\n");
      return end < 0 ? "" : text.substring(end + 4);
    }

    /**
     * True if the server's own layer ended it, and nothing of ours was asked: without a word, or,
     * for a path that it can't decode, with an empty 200.
     */
    public boolean isSilence() {
      return text.isEmpty()
          || (header("X-Request-Id") == null && contentType().isEmpty() && body().isBlank());
    }

    private String head() {
      int end = text.indexOf("\r\n\r\n");
      return end < 0 ? text : text.substring(0, end);
    }

    /**
     * No failure of ours, no page, no trace; a refusal is a problem, or nothing at all if the
     * server's parser refused.
     */
    public boolean isDecent() {
      String lower = text.toLowerCase(Locale.ROOT);
      boolean ours =
          PAGES.stream().noneMatch(lower::contains) && (status() < 500 || status() == 505);
      boolean nothing =
          contentType().isEmpty() && (body().isBlank() || body().strip().equals(LAST_CHUNK));
      return ours
          && (status() < 400 || nothing || contentType().equals("application/problem+json"));
    }
  }

  public static Answer send(String request) {
    return send(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends it and reads until the server hangs up. */
  public static Answer send(byte[] request) {
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

  public static void sendAndHangUp(byte[] request) {
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
