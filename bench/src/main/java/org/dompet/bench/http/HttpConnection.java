package org.dompet.bench.http;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A kept-alive HTTP/1.1 connection to the loopback, as cheap as can be: what the client burns is
 * missing to the server, which shares its two cores. One request at a time.
 */
final class HttpConnection implements Closeable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String END_OF_LINE = "\r\n";
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String LENGTH = "Content-Length:";
  private static final String ENCODING = "Transfer-Encoding:";

  /** Where a status line, such as {@code HTTP/1.1 201 Created}, has its number. */
  private static final int STATUS = 9;

  /** An answer's status and body. */
  record Answer(int status, String body) {}

  private final SocketChannel channel;
  private final InputStream in;
  private byte[] buffer = new byte[16_384];
  private int filled;

  HttpConnection(int port) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.socket().setSoTimeout(PATIENCE_MILLIS);
    in = channel.socket().getInputStream();
  }

  /** To be waited for among others; {@link #exchange} waits for this one alone. */
  SocketChannel channel() {
    return channel;
  }

  /** Sends a request, and waits for its answer. */
  Answer exchange(byte[] request) throws IOException {
    send(request);
    while (true) {
      took(in.read(buffer, filled, buffer.length - filled));
      Optional<Answer> answer = answer();
      if (answer.isPresent()) {
        return answer.get();
      }
    }
  }

  void send(byte[] request) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(request);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  /** Takes in what has come of an answer without waiting, and gives the answer when it is whole. */
  Optional<Answer> receive() throws IOException {
    took(channel.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled)));
    return answer();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void took(int bytes) throws IOException {
    if (bytes < 0) {
      throw new EOFException("The server hung up");
    }
    filled += bytes;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * filled);
    }
  }

  private Optional<Answer> answer() {
    String text = new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
    int head = text.indexOf(END_OF_HEAD);
    if (head < 0) {
      return Optional.empty();
    }
    int body = head + END_OF_HEAD.length();
    int length = 0;
    boolean chunked = false;
    for (int line = text.indexOf(END_OF_LINE);
        line < head;
        line = text.indexOf(END_OF_LINE, line)) {
      line += END_OF_LINE.length();
      if (text.regionMatches(true, line, LENGTH, 0, LENGTH.length())) {
        length = number(text, line + LENGTH.length(), 10);
      } else if (text.regionMatches(true, line, ENCODING, 0, ENCODING.length())) {
        chunked = true;
      }
    }
    if (chunked) {
      return unchunked(text, body).map(whole -> finish(text, whole));
    }
    return filled < body + length
        ? Optional.empty()
        : Optional.of(finish(text, new String(buffer, body, length, StandardCharsets.UTF_8)));
  }

  private Answer finish(String text, String body) {
    filled = 0;
    return new Answer(Integer.parseInt(text.substring(STATUS, STATUS + 3)), body);
  }

  /** The chunks from here on, if the last of them, which is empty, has come. */
  private Optional<String> unchunked(String text, int start) {
    StringBuilder body = new StringBuilder();
    int chunk = start;
    while (text.indexOf(END_OF_LINE, chunk) >= 0) {
      int size = number(text, chunk, 16);
      int from = text.indexOf(END_OF_LINE, chunk) + END_OF_LINE.length();
      chunk = from + size + END_OF_LINE.length();
      if (chunk > text.length()) {
        return Optional.empty();
      }
      if (size == 0) {
        byte[] bytes = body.toString().getBytes(StandardCharsets.ISO_8859_1);
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
      }
      body.append(text, from, from + size);
    }
    return Optional.empty();
  }

  private static int number(String text, int from, int radix) {
    return Integer.parseInt(text.substring(from, text.indexOf(END_OF_LINE, from)).strip(), radix);
  }
}
