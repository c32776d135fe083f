package org.dompet.server.place;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Collectors;

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
    return shortened(message(problem).lines().findFirst().orElse(""));
  }

  /** For problems that need more than their first line to be understood. */
  public static String inOneLine(Throwable problem) {
    return shortened(
        message(problem)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining(" ")));
  }

  /**
   * The reason in a chain of causes that says what to change: an exception of our own, whose
   * sentence was written for that, or else the one at the bottom.
   */
  public static String deepest(Throwable problem) {
    Throwable cause = problem;
    while (!isOurs(cause) && cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return of(cause);
  }

  private static boolean isOurs(Throwable problem) {
    return problem.getClass().getName().startsWith("org.dompet.");
  }

  private static String message(Throwable problem) {
    String message = problem.getMessage();
    return message == null || message.isBlank() ? problem.getClass().getName() : message.strip();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
