package org.dompet.reconciliation;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wallet that somebody must look at.
 *
 * @param owner whose it is, as people are shown
 * @param openFindings how many nobody has acknowledged
 * @param kinds of the open findings, each once
 * @param lastFoundAt when the newest of them was found; null if there are none
 */
public record FlaggedWallet(
    UUID walletId,
    UUID userId,
    String owner,
    String currency,
    long openFindings,
    List<String> kinds,
    @Nullable Instant lastFoundAt) {
  public FlaggedWallet {
    kinds = List.copyOf(kinds);
  }

  static FlaggedWallet of(ResultSet row) throws SQLException {
    @Nullable Array kinds = row.getArray("kinds");
    @Nullable OffsetDateTime last = row.getObject("last", OffsetDateTime.class);
    return new FlaggedWallet(
        row.getObject("id", UUID.class),
        row.getObject("user_id", UUID.class),
        row.getString("display_name"),
        row.getString("currency"),
        row.getLong("open"),
        kinds == null ? List.of() : List.of((String[]) kinds.getArray()),
        last == null ? null : last.toInstant());
  }
}
