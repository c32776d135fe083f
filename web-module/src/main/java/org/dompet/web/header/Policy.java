package org.dompet.web.header;

import org.jspecify.annotations.Nullable;

/**
 * What holds for answers under a path.
 *
 * @param content the Content-Security-Policy
 * @param frames the X-Frame-Options; null where some pages may frame it, which only {@code content}
 *     can say
 * @param opener the Cross-Origin-Opener-Policy
 * @param cache the Cache-Control, unless the door has one of its own
 */
record Policy(String content, @Nullable String frames, String opener, String cache) {
  /** Nothing here asks a browser for any of these. */
  static final String PERMISSIONS =
      "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(),"
          + " midi=(), payment=(), usb=()";

  /** Where Telegram's own clients in browsers are. */
  private static final String TELEGRAM =
      "https://web.telegram.org https://webk.telegram.org https://weba.telegram.org"
          + " https://webz.telegram.org";

  private static final String NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; ";

  private static final String ITSELF =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; ";

  /** Whatever is data, or a refusal. */
  private static final Policy DATA =
      new Policy(NOTHING + "frame-ancestors 'none'", "DENY", "same-origin", "no-store");

  /** Swagger UI's style holds its small images as {@code data:}; it needs nothing else. */
  private static final Policy DOCS =
      new Policy(
          ITSELF + "img-src 'self' data:; frame-ancestors 'none'",
          "DENY",
          "same-origin",
          "no-cache");

  /** Telegram shows the Mini App in a frame of its own, and opens its windows. */
  private static final Policy MINI_APP =
      new Policy(
          ITSELF + "frame-ancestors " + TELEGRAM, null, "same-origin-allow-popups", "no-cache");

  static Policy of(String path) {
    if (path.startsWith("/docs/")) {
      return DOCS;
    }
    return path.startsWith("/app/") ? MINI_APP : DATA;
  }
}
