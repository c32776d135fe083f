package org.dompet.web.request;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dompet.web.json.JsonFormat;
import org.dompet.web.problem.Problem;
import org.dompet.web.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * A body of which a part has not come yet. Read whenever there is something to read, until it is
 * whole; then the request goes on, with the body as an attribute. One byte more than is allowed is
 * enough: whoever reads it refuses it.
 */
final class ComingBody implements ReadListener, AsyncListener {
  /** Where the request has its {@link Whole} then. */
  static final String ATTRIBUTE = ComingBody.class.getName();

  /** What came, and from whom. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Whole(byte[] body, @Nullable Principal caller) {}

  private static final Logger LOG = System.getLogger(ComingBody.class.getName());
  private static final int PIECE = 4096;

  private final HttpServletRequest request;
  private final @Nullable Principal caller;
  private final int most;
  private final Runnable atEnd;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AsyncContext exchange;
  private final ServletInputStream input;

  ComingBody(HttpServletRequest request, int most, Runnable atEnd) throws IOException {
    this.request = request;
    this.caller = request.getUserPrincipal();
    this.most = most;
    this.atEnd = atEnd;
    this.input = request.getInputStream();
    this.exchange = request.startAsync();
  }

  /** Returns at once. */
  void await(Duration timeout) {
    exchange.setTimeout(timeout.toMillis());
    exchange.addListener(this);
    input.setReadListener(this);
  }

  @Override
  public void onDataAvailable() throws IOException {
    byte[] piece = new byte[PIECE];
    while (!ended.get() && input.isReady()) {
      int read = input.read(piece);
      if (read < 0) {
        return;
      }
      body.write(piece, 0, Math.min(read, most + 1 - body.size()));
      if (body.size() > most) {
        goOn();
      }
    }
  }

  @Override
  public void onAllDataRead() {
    goOn();
  }

  /** What it sends can't be read, or it hung up. */
  @Override
  public void onError(Throwable failure) {
    if (end()) {
      refuse(ProblemType.INVALID_REQUEST);
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    if (end()) {
      refuse(ProblemType.REQUEST_TIMEOUT);
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    end();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Nobody does, after this.
  }

  private void goOn() {
    if (end()) {
      request.setAttribute(ATTRIBUTE, new Whole(body.toByteArray(), caller));
      exchange.dispatch();
    }
  }

  private void refuse(ProblemType type) {
    HttpServletResponse answer = (HttpServletResponse) exchange.getResponse();
    Problem problem = Problem.of(type, null);
    answer.setStatus(problem.status());
    answer.setContentType(Problem.MEDIA_TYPE);
    answer.setHeader("Connection", "close");
    try {
      answer.getOutputStream().write(JsonFormat.mapper().writeValueAsBytes(problem));
    } catch (IOException hungUp) {
      LOG.log(Level.DEBUG, "Nobody was there to be told", hungUp);
    }
    exchange.complete();
  }

  /** Whether this is the first to end it. */
  private boolean end() {
    boolean first = ended.compareAndSet(false, true);
    if (first) {
      atEnd.run();
    }
    return first;
  }
}
