package org.dompet.settlement;

/**
 * A provider did not tell what it was asked. The message says why, and holds no secret: the run
 * ends with it.
 */
abstract class ProviderFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ProviderFailure(String message) {
    super(message);
  }

  /** It was not reached, did not answer in time, or has a fault of its own: ask again. */
  static final class Down extends ProviderFailure {
    private static final long serialVersionUID = 1L;

    Down(String message) {
      super(message);
    }
  }

  /** It is up, and refuses: the key is wrong, most likely. */
  static final class Refused extends ProviderFailure {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** It does not know what it was asked about. */
  static final class NotThere extends ProviderFailure {
    private static final long serialVersionUID = 1L;

    NotThere(String message) {
      super(message);
    }
  }

  /** What it answered is not what it was asked for. */
  static final class Unreadable extends ProviderFailure {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /** It has more to tell than a run takes in, or lacks more than a run asks about one by one. */
  static final class TooMuch extends ProviderFailure {
    private static final long serialVersionUID = 1L;

    TooMuch(String message) {
      super(message);
    }
  }
}
