package org.dompet.seal;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/**
 * Walks the seals and says what was touched. It reads one seal with all it holds at a time, in a
 * transaction of its own: memory and locks stay small however long the books are.
 */
@ApplicationScoped
public class VerifySeals {
  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // for the container
  protected VerifySeals() {}

  /** For use outside a container. */
  public VerifySeals(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The last seal; nothing if nothing is sealed yet. */
  public Optional<Seal> head() {
    return read(SealSql::head);
  }

  /**
   * Walks all seals from a number on.
   *
   * @param first the number to begin with; 1 for all
   * @param walked is told the number of each seal that was walked
   */
  public SealReport verify(long first, LongConsumer walked) {
    Optional<Seal> head = head();
    Walk walk = new Walk(Math.max(first, 1));
    if (head.isPresent()) {
      long last = head.get().number();
      UUID settled = SealLedger.missesFrom(head.get().upto());
      for (long number = read(walk::begin); number <= last; number++) {
        long next = number;
        walked.accept(read(sql -> walk.step(sql, next, settled)));
      }
    }
    UUID upto = head.map(Seal::upto).orElse(new UUID(0, 0));
    return walk.report(head.orElse(null), read(sql -> sql.waiting(upto)));
  }

  /**
   * Compares the chain with a head that somebody noted elsewhere.
   *
   * @param noted as {@link Seal#head} said it: {@code number:hash}
   * @return nothing if the chain contains it
   * @throws IllegalArgumentException if it is no such text
   */
  public Optional<SealFault> compare(String noted) {
    if (!noted.matches("[1-9][0-9]{0,17}:[0-9a-f]{64}")) {
      throw new IllegalArgumentException("A head is written number:hash, not " + noted);
    }
    int colon = noted.indexOf(':');
    long number = Long.parseLong(noted.substring(0, colon));
    String hash = noted.substring(colon + 1);
    Optional<Seal> seal = read(sql -> sql.find(number));
    String actual = seal.map(Seal::hash).orElse("no such seal");
    return actual.equals(hash)
        ? Optional.empty()
        : Optional.of(new SealFault(SealFault.Kind.HEAD_DIFFERS, number, null, hash, actual));
  }

  /** How many postings of an account are not sealed yet. */
  public long waitingOf(UUID account) {
    return read(
        sql ->
            sql.waitingOf(
                account, SealLedger.missesFrom(sql.head().map(Seal::upto).orElse(new UUID(0, 0)))));
  }

  private interface Reading<T> {
    T of(SealSql sql) throws SQLException;
  }

  /** In the transaction under way, else in one that is given up at its end: nothing was written. */
  private <T> T read(Reading<T> reading) {
    try (Connection connection = dataSource.getConnection()) {
      boolean alone = connection.getAutoCommit();
      if (alone) {
        connection.setAutoCommit(false);
      }
      try {
        SealSql sql = new SealSql(connection);
        sql.preferIndexes();
        return reading.of(sql);
      } finally {
        if (alone) {
          connection.rollback();
          connection.setAutoCommit(true);
        }
      }
    } catch (SQLException failed) {
      throw new IllegalStateException("The seals can't be read", failed);
    }
  }
}
