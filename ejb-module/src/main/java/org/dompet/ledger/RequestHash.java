package org.dompet.ledger;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What makes two requests the same: SHA-256, in hex, over what an entry asks for. Not its id, time
 * or actor's clock, so that a repeated request is recognised; lengths come first, so that no two
 * different requests read alike.
 */
final class RequestHash {
  private RequestHash() {}

  static String of(JournalEntry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      text(out, entry.kind());
      text(out, entry.reference());
      text(out, entry.description());
      text(out, entry.actor());
      text(out, entry.reverses() == null ? null : entry.reverses().toString());
      out.writeInt(entry.metadata().size());
      for (Map.Entry<String, String> fact : entry.metadata().entrySet()) {
        text(out, fact.getKey());
        text(out, fact.getValue());
      }
      out.writeInt(entry.legs().size());
      for (JournalEntry.Leg leg : entry.legs()) {
        out.writeLong(leg.accountId().getMostSignificantBits());
        out.writeLong(leg.accountId().getLeastSignificantBits());
        text(out, leg.amount().toString());
      }
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void text(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }
}
