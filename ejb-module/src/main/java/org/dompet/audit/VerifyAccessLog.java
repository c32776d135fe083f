package org.dompet.audit;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Walks the admin access log and says what was touched. It makes each hash anew by itself, and does
 * not ask the database's function for it: who owns the database may have changed that too. It reads
 * {@value #PAGE} lines at a time, and locks nothing.
 */
@ApplicationScoped
public class VerifyAccessLog {
  private static final int PAGE = 1_000;
  private static final String NOTHING = "0".repeat(64);

  private static final String LINES =
      """
      select number, previous_hash, hash, at, actor, array_to_string(roles, ' ') as roles, action,
             target, metadata::text as metadata, address, user_agent, request_id, outcome,
             status::text as status
        from admin_access_log where number > ? order by number limit 1000\
      """;

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // for the container
  protected VerifyAccessLog() {}

  /** For use outside a container. */
  public VerifyAccessLog(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** A line as far as the chain goes: what it says, hashed anew. */
  private record Link(long number, String previous, String hash, String made) {}

  /** Where the database says that the log ends. */
  private record End(long number, String hash) {}

  /**
   * Walks all lines from a number on.
   *
   * @param first the number to begin with; 1 for all
   * @param walked is told the number of the last line of each page
   */
  public AccessReport verify(long first, LongConsumer walked) {
    return verify(first, end(), walked);
  }

  /** Walks the last lines, so many at most. */
  public AccessReport verifyLast(long lines) {
    End end = end();
    return verify(end.number() - lines + 1, end, number -> {});
  }

  /** Up to an end that was asked for first: lines that are added meanwhile are behind it. */
  private AccessReport verify(long first, End end, LongConsumer walked) {
    long start = Math.min(Math.max(first, 1), end.number() + 1);
    Walk walk = new Walk(start == 1 ? Optional.of(NOTHING) : hash(start - 1), start);
    long after = walk.next - 1;
    while (after < end.number()) {
      List<Link> page = page(after);
      for (Link link : page) {
        if (link.number() <= end.number()) {
          walk.step(link);
        }
      }
      after = page.isEmpty() ? end.number() : page.get(page.size() - 1).number();
      walked.accept(Math.min(after, end.number()));
    }
    return walk.report(end);
  }

  /**
   * Compares the log with a head that somebody noted elsewhere.
   *
   * @param noted as {@link AccessLine#head} said it: {@code number:hash}
   * @return nothing if the log contains it
   * @throws IllegalArgumentException if it is no such text
   */
  public Optional<AccessFault> compare(String noted) {
    if (!noted.matches("[1-9][0-9]{0,17}:[0-9a-f]{64}")) {
      throw new IllegalArgumentException("A head is written number:hash, not " + noted);
    }
    int colon = noted.indexOf(':');
    long number = Long.parseLong(noted.substring(0, colon));
    String expected = noted.substring(colon + 1);
    String actual = hash(number).orElse("no such line");
    return actual.equals(expected)
        ? Optional.empty()
        : Optional.of(new AccessFault(AccessFault.Kind.HEAD_DIFFERS, number, expected, actual));
  }

  private End end() {
    return SqlWork.run(
        dataSource,
        "select number, hash from admin_access_head",
        statement -> {
          try (ResultSet row = statement.executeQuery()) {
            return row.next() ? new End(row.getLong(1), hex(row.getBytes(2))) : new End(0, NOTHING);
          }
        });
  }

  private Optional<String> hash(long number) {
    return SqlWork.run(
        dataSource,
        "select hash from admin_access_log where number = ?",
        statement -> {
          statement.setLong(1, number);
          try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(hex(row.getBytes(1))) : Optional.empty();
          }
        });
  }

  private List<Link> page(long after) {
    return SqlWork.run(
        dataSource,
        LINES,
        statement -> {
          statement.setLong(1, after);
          List<Link> page = new ArrayList<>(PAGE);
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              page.add(link(row));
            }
          }
          return page;
        });
  }

  /** The fields in the order of {@code admin_access_hash}, each with its length before it. */
  private static Link link(ResultSet row) throws SQLException {
    byte[] previous = row.getBytes("previous_hash");
    MessageDigest digest = sha256();
    digest.update(previous);
    Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
    field(digest, row.getString("number"));
    field(digest, String.valueOf(at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000));
    for (String column :
        List.of(
            "actor",
            "roles",
            "action",
            "target",
            "metadata",
            "address",
            "user_agent",
            "request_id",
            "outcome",
            "status")) {
      field(digest, row.getString(column));
    }
    return new Link(
        row.getLong("number"), hex(previous), hex(row.getBytes("hash")), hex(digest.digest()));
  }

  private static void field(MessageDigest digest, @Nullable String value) {
    if (value == null) {
      digest.update((byte) '-');
    } else {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(bytes);
    }
    digest.update((byte) ',');
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  /** Where a walk is, and what it found. */
  private static final class Walk {
    private final List<AccessFault> faults = new ArrayList<>();
    private long faultCount;
    private long lines;
    private long next;

    /** What the next line may continue; empty if that can't be known. */
    private Optional<String> continued;

    private String last = NOTHING;

    Walk(Optional<String> continued, long first) {
      this.continued = continued;
      this.next = first;
      this.last = continued.orElse(NOTHING);
    }

    void step(Link link) {
      for (; next < link.number() && faultCount < AccessReport.MOST_FAULTS; next++) {
        found(AccessFault.Kind.LINE_MISSING, next, "a line", "none");
        continued = Optional.empty();
      }
      lines++;
      boolean changed = !link.hash().equals(link.made());
      if (changed) {
        found(AccessFault.Kind.LINE_CHANGED, link.number(), link.hash(), link.made());
      }
      if (continued.isPresent() && !continued.get().equals(link.previous())) {
        found(AccessFault.Kind.LINE_UNCHAINED, link.number(), continued.get(), link.previous());
      }
      continued = Optional.of(link.hash());
      last = link.hash();
      next = link.number() + 1;
    }

    AccessReport report(End end) {
      if (next - 1 != end.number() || !last.equals(end.hash())) {
        found(
            AccessFault.Kind.END_DIFFERS,
            next - 1,
            end.number() + ":" + end.hash(),
            next - 1 + ":" + last);
      }
      return new AccessReport(lines, next == 1 ? null : next - 1 + ":" + last, faults, faultCount);
    }

    private void found(AccessFault.Kind kind, long number, String expected, String actual) {
      faultCount++;
      if (faults.size() < AccessReport.MOST_FAULTS) {
        faults.add(new AccessFault(kind, number, expected, actual));
      }
    }
  }
}
