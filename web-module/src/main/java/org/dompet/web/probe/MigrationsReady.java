package org.dompet.web.probe;

/** Which schema this version was built for. */
public final class MigrationsReady {
  /** The newest migration in {@code migrations/schema}; a test compares the two. */
  public static final String SCHEMA_VERSION = "21";

  private MigrationsReady() {}
}
