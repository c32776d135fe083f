package org.dompet.server;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Keeps what was said, for tests. */
final class RecordingTerminal extends Terminal {

  private final ByteArrayOutputStream out;
  private final ByteArrayOutputStream err;

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

  String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String complaints() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
