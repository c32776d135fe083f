package org.dompet.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What the person at the terminal reads, even after the log has taken over standard output. */
class Terminal {

  private final PrintStream out;
  private final PrintStream err;

  Terminal(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  static Terminal ofThisProcess() {
    return new Terminal(stream(FileDescriptor.out), stream(FileDescriptor.err));
  }

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
