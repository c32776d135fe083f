package org.dompet.audit;

import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, for the audit log. A value, handed down by the door: the business has
 * no HTTP.
 *
 * @param address the client's IP address, or {@code system:<job>}
 * @param userAgent as sent, shortened
 * @param requestId the request's {@code X-Request-Id}
 */
public record Caller(
    @Nullable String address, @Nullable String userAgent, @Nullable String requestId) {
  private static final int LONGEST = 200;

  public Caller {
    address = shorten(address);
    userAgent = shorten(userAgent);
    requestId = shorten(requestId);
  }

  private static @Nullable String shorten(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String printable = text.replaceAll("\\p{Cntrl}", " ");
    return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST);
  }
}
