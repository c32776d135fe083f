package org.dompet.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What the person at the terminal reads, even after the log has taken over standard output. */
final class Terminal {

  private final PrintStream out = stream(FileDescriptor.out);
  private final PrintStream err = stream(FileDescriptor.err);

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  void say(String line) {
    out.println(line);
  }

  /** Progress: indented below what was said. */
  void step(String line) {
    out.println("  " + line);
  }

  void complain(String sentence) {
    err.println("dompet: " + sentence);
  }
}
