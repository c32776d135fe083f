package org.dompet.server.place;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Words for exceptions whose own message is only a file name or nothing at all. */
public final class Reason {

  /** Characters: a sentence, not a dump. */
  private static final int LONGEST = 400;

  private Reason() {}

  public static String of(Throwable problem) {
    if (problem instanceof AccessDeniedException e) {
      return "permission denied: " + e.getFile();
    }
    if (problem instanceof FileAlreadyExistsException e) {
      return "not a directory: " + e.getFile();
    }
    if (problem instanceof NoSuchFileException e) {
      return "no such file: " + e.getFile();
    }
    if (problem instanceof FileSystemException e && e.getReason() != null) {
      return e.getReason() + ": " + e.getFile();
    }
    return firstLine(
        Objects.requireNonNullElse(problem.getMessage(), problem.getClass().getName()));
  }

  /** The reason at the bottom of a chain of causes: the one that says what to change. */
  public static String deepest(Throwable problem) {
    Throwable cause = problem;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return of(cause);
  }

  private static String firstLine(String message) {
    String line = message.strip().lines().findFirst().orElse("");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
