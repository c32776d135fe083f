package org.dompet.web.request;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is here. Who calls was found out when it came: the container, asked again on
 * another thread, may answer with whoever that thread served before.
 */
final class ReceivedRequest extends HttpServletRequestWrapper {
  private final @Nullable Principal caller;
  private final Received input;

  ReceivedRequest(HttpServletRequest request, ComingBody.Whole whole) {
    super(request);
    this.caller = whole.caller();
    this.input = new Received(new ByteArrayInputStream(whole.body()));
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return caller;
  }

  @Override
  public @Nullable String getRemoteUser() {
    return caller == null ? null : caller.getName();
  }

  /** Doors ask the access token for its roles, never the container. */
  @Override
  public boolean isUserInRole(String role) {
    return false;
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
