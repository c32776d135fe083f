package org.dompet.server.text;

/** How a command prints what it found. */
public enum Format {
  /** For people. */
  TABLE,
  /** For programs: exact and stable. */
  JSON,
  /** For programs: exact and stable. */
  CSV
}
