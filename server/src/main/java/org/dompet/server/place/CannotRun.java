package org.dompet.server.place;

/** A command cannot do its work; the message is the one sentence that its user reads. */
public final class CannotRun extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final String sentence;

  public CannotRun(ExitCode exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
    this.sentence = sentence;
  }

  public CannotRun(ExitCode exitCode, String sentence, Throwable cause) {
    super(sentence, cause);
    this.exitCode = exitCode;
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
