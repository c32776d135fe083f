package org.dompet.logging;

/** How a line is written. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** For machines: one object in each line. */
  JSON
}
