package org.dompet.identity;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Failed sign-ins, counted for each account and network: whoever fails elsewhere locks nobody out
 * here. An attempt counts as failed before it is made, so a thousand at once are a thousand; a good
 * one takes the count back. The rows are shared by all nodes.
 *
 * <p>After {@value #FREE} failures each further one locks for a while: half a minute, then twice as
 * long each time, up to an hour. A day without an attempt forgets them.
 */
@ApplicationScoped
public class SignInAttempts {
  /** Failures before the first lock. */
  static final int FREE = 5;

  /** Of second factors, from all networks together that nobody has signed in from. */
  static final int FREE_EVERYWHERE = 20;

  /** Stands for all networks together. */
  static final String EVERYWHERE = "*";

  private static final int FIRST_LOCK_SECONDS = 30;
  private static final int LONGEST_LOCK_SECONDS = 3_600;
  private static final Duration FORGOTTEN = Duration.ofDays(1);
  private static final Duration SWEPT_EVERY = Duration.ofMinutes(10);
  private static final int SWEPT_AT_ONCE = 1_000;

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private Clock clock;
  private volatile Instant nextSweep = Instant.EPOCH;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected SignInAttempts() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  SignInAttempts(Clock clock) {
    this.clock = clock;
  }

  /** Attempts outside a container; whoever makes it sees to the transactions. */
  public SignInAttempts(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /** What sign-ins by an e-mail address are counted under, whether or not anybody has it. */
  static byte[] byEmail(String address) {
    return hash("email:" + address);
  }

  /** What somebody's codes are counted under. */
  static byte[] byCode(UUID userId) {
    return hash("code:" + userId);
  }

  /**
   * Counts an attempt that is about to be made, in a transaction of its own.
   *
   * @param free failures before the first lock
   * @throws Refusal {@link Kind#SIGN_IN_LOCKED} while it is locked; then nothing is counted
   */
  @Transactional(TxType.REQUIRES_NEW)
  public void begin(byte[] account, String network, int free) {
    Instant now = clock.instant();
    sweep(now);
    int counted =
        SqlWork.change(
            dataSource,
            """
            insert into sign_in_failure as f (account, network, failures, last_at) values (?, ?, 1, ?)
            on conflict (account, network) do update
               set failures = case when f.last_at < ? then 1 else least(f.failures, 1000000) + 1 end,
                   last_at = greatest(f.last_at, excluded.last_at),
                   locked_until = case when f.last_at >= ? and f.failures + 1 >= ? then excluded.last_at
                     + make_interval(secs => least(?, ? * power(2, least(f.failures + 1 - ?, 20)))) end
             where f.locked_until is null or f.locked_until <= excluded.last_at""",
            account,
            network,
            now,
            now.minus(FORGOTTEN),
            now.minus(FORGOTTEN),
            free,
            LONGEST_LOCK_SECONDS,
            FIRST_LOCK_SECONDS,
            free);
    if (counted == 0) {
      Duration left = Duration.between(now, lockedUntil(account, network, now));
      throw Refusal.later(
          Kind.SIGN_IN_LOCKED,
          "Too many attempts have failed; try again later",
          left.isNegative() ? Duration.ofSeconds(1) : left.plusSeconds(1));
    }
  }

  /** The attempt was good: those before it are forgotten. */
  @Transactional(TxType.REQUIRES_NEW)
  public void succeeded(byte[] account, String network) {
    SqlWork.change(
        dataSource,
        "delete from sign_in_failure where account = ? and network = ?",
        account,
        network);
  }

  /** All failures on an account within a day, from everywhere. */
  long failures(byte[] account) {
    return SqlWork.run(
        dataSource,
        "select coalesce(sum(failures), 0) from sign_in_failure"
            + " where account = ? and network <> ? and last_at > ?",
        statement -> {
          SqlWork.set(statement, account, EVERYWHERE, clock.instant().minus(FORGOTTEN));
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /** Forgets what failed for somebody, wherever: an administrator knows better. */
  public void forget(UUID userId, @Nullable String email) {
    SqlWork.change(dataSource, "delete from sign_in_failure where account = ?", byCode(userId));
    if (email != null) {
      SqlWork.change(dataSource, "delete from sign_in_failure where account = ?", byEmail(email));
    }
  }

  private Instant lockedUntil(byte[] account, String network, Instant now) {
    return SqlWork.run(
        dataSource,
        "select coalesce(max(locked_until), ?) as until from sign_in_failure"
            + " where account = ? and network = ?",
        statement -> {
          SqlWork.set(statement, now, account, network);
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return Objects.requireNonNull(SqlWork.moment(row, "until"));
          }
        });
  }

  /** Old rows go, a few at a time, now and then. */
  private void sweep(Instant now) {
    if (now.isBefore(nextSweep)) {
      return;
    }
    nextSweep = now.plus(SWEPT_EVERY);
    SqlWork.change(
        dataSource,
        """
        delete from sign_in_failure
         where (account, network) in (select account, network from sign_in_failure where last_at < ?
                                       order by last_at limit ? for update skip locked)""",
        now.minus(FORGOTTEN),
        SWEPT_AT_ONCE);
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
