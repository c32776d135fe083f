package org.dompet.server.readiness;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dompet.configuration.Catalogue;
import org.dompet.configuration.Profile;
import org.dompet.configuration.SecretsAge;
import org.dompet.job.JobSettings;
import org.dompet.readiness.BackupSettings;
import org.dompet.readiness.Check;
import org.dompet.readiness.Checked;
import org.dompet.readiness.DatabaseChecks;
import org.dompet.readiness.Looks;
import org.dompet.readiness.Verdict;
import org.dompet.server.place.Settings;
import org.dompet.server.place.VarDirectory;
import org.dompet.server.schema.Migrations;

/** Every item of the production checklist. */
public final class Checklist {
  private static final String PAGE = "docs/readiness.md#";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int THREADS = 4;
  private static final String POOL_SIZE = "dompet.database.pool-size";
  private static final int USUAL_POOL = 20;

  private Checklist() {}

  /** All checks, in the order in which they are shown. */
  public static List<Check> of(Installation installation) {
    List<Check> all = new ArrayList<>();
    Instant since =
        ServerProcess.of(installation.var()).map(ServerProcess::since).orElse(Instant.EPOCH);
    all.addAll(
        DatabaseChecks.all(
            new DatabaseChecks.World(
                installation.database(),
                installation.clock(),
                JobSettings.defaults(),
                backups(installation.settings()),
                new SecretsAge(
                    Catalogue.packaged(), installation.settings()::find, installation.clock()),
                Migrations.newest(),
                since),
            pool(installation.settings())));
    all.addAll(ofTheServer(installation));
    all.addAll(ofTheMachine(installation));
    return all;
  }

  /** What the running server really answers. */
  static List<Check> ofTheServer(Installation installation) {
    RunningServer server = installation.server();
    Settings settings = installation.settings();
    return List.of(
        new ServerIsReady(server),
        new ProblemsTellNothing(server),
        new HeadersProtect(server),
        new PolicyIsStrict(server),
        new BannerIsAbsent(server),
        new HttpsIsKept(server, settings),
        new StrangersMayNotCall(server, settings),
        new AdminIsClosed(server),
        new LimitsAreOn(server),
        new WebhooksAreSigned(server),
        new MetricsAreServed(server),
        new HeapFits(server, Checklist::memory));
  }

  /** What is on the machine. */
  static List<Check> ofTheMachine(Installation installation) {
    Settings settings = installation.settings();
    VarDirectory var = installation.var();
    Optional<ServerProcess> process = ServerProcess.of(var);
    return List.of(
        new ProfileIsStrict(installation.profile()),
        new ConfigurationIsGood(settings, installation.profile(), installation.clock()),
        new BrokerIsPrivate(settings),
        new BrokerKeepsMessages(settings, var.broker()),
        new TracesAreSent(installation.environment()),
        new DiskHasRoom(DiskHasRoom.Space.of(var.root())),
        new SecretFilesAreOurs(List.of(var.secrets(), var.keys())),
        new LogsStaySmall(var.log(), LogsStaySmall.MOST),
        new LogsAreJson(var.log().resolve("server.log")),
        new LogsKeepSecrets(var.log(), () -> KnownSecrets.of(settings, var)),
        new FilesSuffice(Path.of("/proc"), process.map(ServerProcess::number)),
        new ServerIsNotRoot(process.map(ServerProcess::user)),
        new TimeZoneIsUtc(ZoneId.systemDefault()));
  }

  /** Of the machine, or of the container on it. */
  private static long memory() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  /** Looks at all of them; none for longer than a minute. */
  public static List<Checked> look(List<Check> checks, Profile profile) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "readiness");
              thread.setDaemon(true);
              return thread;
            });
    try {
      return new Looks(checks, profile, threads, PATIENCE).all();
    } finally {
      threads.shutdownNow();
    }
  }

  /** Where it is written what to do about a check. */
  public static String page(String check) {
    return PAGE + check;
  }

  /** Whether it says nothing, for there was no server to ask. */
  public static boolean isSkipped(Verdict verdict) {
    return verdict.evidence().startsWith(ServerCheck.SKIPPED);
  }

  private static int pool(Settings settings) {
    return settings.find(POOL_SIZE).map(Integer::parseInt).orElse(USUAL_POOL);
  }

  private static BackupSettings backups(Settings settings) {
    return new BackupSettings(
        settings.find(BackupSettings.DIRECTORY).map(Path::of).orElse(null),
        settings
            .find(BackupSettings.MAX_AGE)
            .map(Duration::parse)
            .orElse(BackupSettings.DEFAULT_MAX_AGE),
        settings
            .find(BackupSettings.RESTORE_TEST_MAX_AGE)
            .map(Duration::parse)
            .orElse(BackupSettings.DEFAULT_RESTORE_TEST_MAX_AGE));
  }
}
