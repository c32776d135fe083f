package org.dompet.onramp;

/** Stripe did not do what it was asked. */
abstract class StripeFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private StripeFailure(String message) {
    super(message);
  }

  /**
   * It was not reached, or said that the fault is on its side: the same request may be repeated.
   */
  static final class Down extends StripeFailure {
    private static final long serialVersionUID = 1L;

    Down(String message) {
      super(message);
    }
  }

  /** It took too long. Not repeated at once: the person has waited long enough. */
  static final class Slow extends StripeFailure {
    private static final long serialVersionUID = 1L;

    Slow(String message) {
      super(message);
    }
  }

  /** It is up, and refuses this request. */
  static final class Refused extends StripeFailure {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code Stripe's word for why, such as {@code amount_too_small}; empty if it has none
     */
    Refused(int status, String code) {
      super("Stripe answered " + status + " " + code);
      this.code = code;
    }

    String code() {
      return code;
    }
  }
}
