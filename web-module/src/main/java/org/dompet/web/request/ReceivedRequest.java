package org.dompet.web.request;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;

/** A request whose body is here. */
final class ReceivedRequest extends HttpServletRequestWrapper {
  private final Received input;

  ReceivedRequest(HttpServletRequest request, byte[] body) {
    super(request);
    this.input = new Received(new ByteArrayInputStream(body));
  }

  @Override
  public ServletInputStream getInputStream() {
    return input;
  }

  private static final class Received extends ServletInputStream {
    private final ByteArrayInputStream body;

    Received(ByteArrayInputStream body) {
      this.body = body;
    }

    @Override
    public int read() {
      return body.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return body.read(into, offset, length);
    }

    @Override
    public int available() {
      return body.available();
    }

    @Override
    public boolean isFinished() {
      return body.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("The body is here");
    }
  }
}
