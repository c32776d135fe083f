package org.dompet.readiness;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import javax.sql.DataSource;
import org.dompet.configuration.Profile;
import org.dompet.configuration.SecretsAge;
import org.dompet.job.JobBoard;
import org.dompet.job.JobSettings;
import org.dompet.ledger.LedgerWriter;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * What a load balancer must know: whether this node may be sent requests. It may ask each second,
 * of a database that hangs too: one look serves everybody for two seconds (half a second if
 * something fails, for that may be over soon), and takes no longer than four.
 */
@ApplicationScoped
public class Readiness {
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long FRESH_FAILURE_NANOS = Duration.ofMillis(500).toNanos();

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @Resource(lookup = "java:app/jms/dompet")
  private ConnectionFactory connections;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ThreadFactory threads;

  private JobBoard board;
  private JobSettings jobs;
  private BackupSettings backups;
  private SecretsAge secrets;
  private LedgerWriter writer;
  private Config config;
  private Clock clock;
  private @Nullable ThreadPoolExecutor pool;
  private @Nullable Looks looks;
  private @Nullable List<Checked> last;
  private long lookedAt;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Readiness() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the resources are the container's
  Readiness(
      JobBoard board,
      JobSettings jobs,
      BackupSettings backups,
      SecretsAge secrets,
      LedgerWriter writer,
      Config config,
      Clock clock) {
    this.board = board;
    this.jobs = jobs;
    this.backups = backups;
    this.secrets = secrets;
    this.writer = writer;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Gets ready to look. Called once, when the application starts, by one of its own.
   *
   * @param schema the version of the newest migration that this version was built for
   */
  public synchronized void begin(String schema) {
    List<Check> checks = checks(schema);
    ThreadPoolExecutor own = LookingThreads.start(checks.size(), threads);
    pool = own;
    Profile profile =
        config
            .getOptionalValue(Profile.KEY, String.class)
            .flatMap(Profile::ofCode)
            .orElse(Profile.DEVELOPMENT);
    looks = new Looks(checks, profile, own, PATIENCE);
  }

  /** Everything, as it was seen at most two seconds ago. */
  public synchronized List<Checked> now() {
    long now = System.nanoTime();
    List<Checked> seen = last;
    if (seen == null
        || now - lookedAt > (Checked.failing(seen).isEmpty() ? FRESH_NANOS : FRESH_FAILURE_NANOS)) {
      seen = Objects.requireNonNull(looks, "not begun").all();
      last = seen;
      lookedAt = System.nanoTime();
    }
    return seen;
  }

  /** The one with this name. */
  public Checked of(String name) {
    return now().stream().filter(checked -> checked.name().equals(name)).findFirst().orElseThrow();
  }

  @PreDestroy
  void end() {
    if (pool != null) {
      pool.shutdownNow();
    }
  }

  private List<Check> checks(String schema) {
    List<Check> all = new ArrayList<>();
    all.addAll(
        DatabaseChecks.ofANode(
            new DatabaseChecks.World(
                dataSource, clock, jobs, backups, secrets, schema, clock.instant()),
            board));
    all.add(new BrokerEchoes(connections));
    all.add(new WriterRuns(writer));
    return all;
  }
}
