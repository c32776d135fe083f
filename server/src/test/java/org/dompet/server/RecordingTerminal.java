package org.dompet.server;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Keeps what was said, for tests. */
final class RecordingTerminal extends Terminal {

  private final ByteArrayOutputStream out;
  private final ByteArrayOutputStream err;
  private Optional<String> answer = Optional.empty();

  RecordingTerminal() {
    this(new ByteArrayOutputStream(), new ByteArrayOutputStream());
  }

  private RecordingTerminal(ByteArrayOutputStream out, ByteArrayOutputStream err) {
    super(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
    this.out = out;
    this.err = err;
  }

  /** What a person at the terminal will answer; until then there is nobody. */
  void willAnswer(String answer) {
    this.answer = Optional.of(answer);
  }

  @Override
  Optional<String> ask(String question) {
    return answer;
  }

  String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String complaints() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
