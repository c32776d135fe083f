package org.dompet.server;

import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.dompet.server.text.DisplayWidth;

/** What the person at the terminal reads, even after the log has taken over standard output. */
class Terminal {

  private static final String ESCAPE = "\u001b[";

  private final PrintStream out;
  private final PrintStream err;
  private final String terminals;
  private final boolean colours;
  private int progressWidth;

  /** Streams that are no terminal. */
  Terminal(PrintStream out, PrintStream err) {
    this(out, err, "", false);
  }

  /**
   * @param terminals which of 0 (input), 1 (output) and 2 (errors) are a terminal
   * @param colours whether a terminal may be shown colours
   */
  Terminal(PrintStream out, PrintStream err, String terminals, boolean colours) {
    this.out = out;
    this.err = err;
    this.terminals = terminals;
    this.colours = colours;
  }

  static Terminal ofThisProcess() {
    // https://no-color.org: set to anything but nothing.
    String noColour = System.getenv().getOrDefault("NO_COLOR", "");
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        System.getProperty("dompet.terminals", ""),
        noColour.isEmpty() && !dumb);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  void say(String line) {
    endProgress();
    out.println(line);
  }

  /** Progress: indented below what was said. */
  void step(String line) {
    out.println("  " + line);
  }

  void complain(String sentence) {
    endProgress();
    err.println("dompet: " + sentence);
  }

  /** Something beside the result, where it does not get into a file or a pipe with it. */
  void remark(String line) {
    endProgress();
    err.println(line);
  }

  /** Output of the command, without a line's end of its own. */
  void write(String text) {
    endProgress();
    out.print(text);
    out.flush();
  }

  boolean hasColours() {
    return colours && terminals.contains("1");
  }

  /** What is well, green where there are colours. */
  String good(String text) {
    return hasColours() ? ESCAPE + "32m" + text + ESCAPE + "0m" : text;
  }

  /** What is not well, red where there are colours. */
  String bad(String text) {
    return hasColours() ? ESCAPE + "31m" + text + ESCAPE + "0m" : text;
  }

  /** Shows how far something is, on a line that the next one overwrites; on a terminal alone. */
  void progress(String line) {
    if (terminals.contains("2")) {
      int width = DisplayWidth.of(line);
      err.print("\r" + line + " ".repeat(Math.max(0, progressWidth - width)));
      err.flush();
      progressWidth = width;
    }
  }

  private void endProgress() {
    if (progressWidth > 0) {
      err.print("\r" + " ".repeat(progressWidth) + "\r");
      err.flush();
      progressWidth = 0;
    }
  }

  /** Asks a person for a secret, which is not shown; nothing where there is none to ask. */
  @SuppressWarnings("SystemConsoleNull") // from Java 22 on there is always one
  Optional<String> askSecretly(String question) {
    Console console = System.console();
    if (console == null || !terminals.contains("0")) {
      return Optional.empty();
    }
    endProgress();
    return Optional.ofNullable(console.readPassword("%s ", question)).map(String::new);
  }

  /** Asks a person for a line; nothing where there is none to ask. */
  Optional<String> ask(String question) {
    if (!terminals.contains("0") || !terminals.contains("2")) {
      return Optional.empty();
    }
    endProgress();
    err.print(question + " ");
    err.flush();
    try {
      // Not closed: standard input stays open for the next question.
      @SuppressWarnings("resource")
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(
                  new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
      return Optional.ofNullable(in.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
