package org.dompet.server.place;

/** What the exit code of {@code dompet} means. Operators' scripts rely on these numbers. */
public enum ExitCode {
  /** Done; all that was looked at agrees. */
  OK(0),
  /** Something that was looked at does not agree. */
  DISCREPANCIES(1),
  /** The command line or a setting is wrong. */
  USAGE(2),
  /** The books themselves were damaged: nothing that a command could put right. */
  BROKEN(3),
  /** The database cannot be started, reached or migrated, or its schema is not current. */
  DATABASE(4),
  /** The application or the broker would not start, or a job of theirs did not end well. */
  APPLICATION(5),
  // 6: the build failed, see the script.
  /** The machine does not fit: old Java, busy port, unwritable directory, another instance. */
  MACHINE(7),
  /** A defect: please report it. EX_SOFTWARE of sysexits.h. */
  UNEXPECTED(70);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
