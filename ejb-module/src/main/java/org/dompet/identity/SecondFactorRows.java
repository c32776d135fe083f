package org.dompet.identity;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The rows of {@code second_factor} and {@code recovery_code}. */
@ApplicationScoped
class SecondFactorRows {
  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // for the container
  protected SecondFactorRows() {}

  /** Rows outside a container; whoever makes it sees to the transactions. */
  SecondFactorRows(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * An authenticator.
   *
   * @param secret encrypted
   * @param confirmedAt null: it doesn't count yet
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Row(byte[] secret, @Nullable Instant confirmedAt) {}

  Optional<Row> find(UUID userId) {
    return SqlWork.run(
        dataSource,
        "select secret, confirmed_at from second_factor where user_id = ?",
        statement -> {
          statement.setObject(1, userId);
          try (ResultSet row = statement.executeQuery()) {
            return row.next()
                ? Optional.of(new Row(row.getBytes("secret"), SqlWork.moment(row, "confirmed_at")))
                : Optional.empty();
          }
        });
  }

  /** Takes the place of one that was never confirmed; false if there is one that was. */
  boolean offer(UUID userId, byte[] secret, Instant now) {
    return SqlWork.change(
            dataSource,
            """
            insert into second_factor as f (user_id, secret, enrolled_at) values (?, ?, ?)
            on conflict (user_id) do update
               set secret = excluded.secret, enrolled_at = excluded.enrolled_at
             where f.confirmed_at is null""",
            userId,
            secret,
            now)
        > 0;
  }

  boolean confirm(UUID userId, Instant now) {
    return SqlWork.change(
            dataSource,
            "update second_factor set confirmed_at = ? where user_id = ? and confirmed_at is null",
            now,
            userId)
        > 0;
  }

  /** Takes the code of a half-minute; false if it, or a later one, was taken before. */
  boolean take(UUID userId, long step) {
    return SqlWork.change(
            dataSource,
            "update second_factor set last_step = ? where user_id = ? and last_step < ?",
            step,
            userId,
            step)
        > 0;
  }

  void remove(UUID userId) {
    SqlWork.change(dataSource, "delete from second_factor where user_id = ?", userId);
  }

  void addRecoveryCodes(UUID userId, List<String> codes) {
    for (String code : codes) {
      SqlWork.change(
          dataSource,
          "insert into recovery_code (user_id, hash) values (?, ?)",
          userId,
          RecoveryCodes.hash(userId, code));
    }
  }

  /** Takes a recovery code; false if it is none of theirs, or was taken before. */
  boolean takeRecoveryCode(UUID userId, String code, Instant now) {
    return SqlWork.change(
            dataSource,
            "update recovery_code set used_at = ?"
                + " where user_id = ? and hash = ? and used_at is null",
            now,
            userId,
            RecoveryCodes.hash(userId, code))
        > 0;
  }

  int recoveryCodesLeft(UUID userId) {
    return SqlWork.run(
        dataSource,
        "select count(*) from recovery_code where user_id = ? and used_at is null",
        statement -> {
          statement.setObject(1, userId);
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
          }
        });
  }
}
