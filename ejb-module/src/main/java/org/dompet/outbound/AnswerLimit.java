package org.dompet.outbound;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Bounds what is read of an answer, in bytes and in time: a server that sends without end, or a
 * byte a second, keeps nobody. A client's own timeout starts again with each byte.
 */
public final class AnswerLimit implements ClientResponseFilter {
  private static final int MOST_BYTES = 8 * 1024 * 1024;

  private final int mostBytes;
  private final Duration patience;

  /**
   * With room for a page of a hundred records.
   *
   * @param patience for the answer's body, in all
   */
  public AnswerLimit(Duration patience) {
    this(MOST_BYTES, patience);
  }

  AnswerLimit(int mostBytes, Duration patience) {
    this.mostBytes = mostBytes;
    this.patience = patience;
  }

  @Override
  public void filter(ClientRequestContext request, ClientResponseContext answer) {
    if (answer.hasEntity()) {
      answer.setEntityStream(limited(answer.getEntityStream()));
    }
  }

  InputStream limited(InputStream body) {
    return new Limited(body, mostBytes, System.nanoTime() + patience.toNanos());
  }

  /** Fails as the network does: callers know what to make of that. */
  private static final class Limited extends FilterInputStream {
    private final long deadline;
    private int left;

    Limited(InputStream body, int most, long deadline) {
      super(body);
      this.left = most;
      this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int bytes) throws IOException {
      left -= bytes;
      if (left < 0) {
        throw new IOException("the answer is too long");
      }
      if (System.nanoTime() - deadline > 0) {
        throw new SocketTimeoutException("the answer takes too long");
      }
    }
  }
}
