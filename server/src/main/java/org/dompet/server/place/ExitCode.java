package org.dompet.server.place;

/** What the exit code of {@code dompet} means. Operators' scripts rely on these numbers. */
public enum ExitCode {
  OK(0),
  /** A defect: please report it. */
  UNEXPECTED(1),
  /** The command line or a setting is wrong. */
  USAGE(2),
  /** The machine does not fit: old Java, busy port, unwritable directory, another instance. */
  MACHINE(3),
  /** The database cannot be started, reached or migrated, or its schema is not current. */
  DATABASE(4),
  /** The application or the broker would not start. */
  APPLICATION(5);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
