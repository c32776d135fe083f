package org.dompet.web.json;

/** A body that can't be read as JSON at all: what is wrong with it has no field to be named by. */
public final class MalformedJson extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedJson() {
    super("The body could not be read as JSON", null, false, false);
  }
}
