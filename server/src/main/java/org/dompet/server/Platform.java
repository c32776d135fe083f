package org.dompet.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.dompet.logging.LogSettings;
import org.dompet.server.micro.MicroServer;
import org.dompet.server.micro.Readiness;
import org.dompet.server.micro.RotatingLog;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.DirectoryTree;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.InstanceLock;
import org.dompet.server.place.Reason;
import org.dompet.server.place.RunState;
import org.dompet.server.place.Secrets;
import org.dompet.server.place.Settings;
import org.dompet.server.place.SigningKeys;
import org.dompet.server.place.VarDirectory;

/**
 * One instance, from the first check to the ready line. The order of the end is the reverse: the
 * application, then the database, then the lock; one shutdown hook sees to it however the process
 * is asked to stop.
 */
final class Platform {

  private static final String POOL_SIZE = "dompet.database.pool-size";
  static final String ROTATED_AT = ".rotated-at";
  static final String BROKER_SECRET = "broker";

  private final Terminal terminal;
  private final Settings settings;
  private final Clock clock;
  private final VarDirectory var;
  private final HttpAddress http;
  private final boolean demo;

  Platform(
      Terminal terminal,
      Settings settings,
      Clock clock,
      VarDirectory var,
      HttpAddress http,
      boolean demo) {
    this.terminal = terminal;
    this.settings = settings;
    this.clock = clock;
    this.var = var;
    this.http = http;
    this.demo = demo;
  }

  void start() {
    long began = System.nanoTime();
    new ConfigurationCheck(terminal, settings, clock).require(wantedProfile());
    // Before anything makes a temporary file: the virtual machine reads this once.
    System.setProperty("java.io.tmpdir", var.temporary().toString());
    var.prepare();
    Ending ending = new Ending(InstanceLock.acquire(var));
    Runtime.getRuntime().addShutdownHook(new Thread(ending::end, "dompet-shutdown"));
    http.requireFree();
    empty(var.temporary());
    var.prepare();
    takeOverOutput();

    RunState state = RunState.of(var);
    String profile = profile(state);
    terminal.say("Dompet " + VersionCommand.version() + " (" + profile + "), data in " + var);
    Secrets secrets = new Secrets(var.secrets());
    settings.give(Settings.PROFILE, profile);
    Database database = Database.chosenBy(settings, var, secrets, state, demo, terminal);
    database.start(ending);
    configure(secrets, database instanceof EmbeddedDatabase);
    state.keep(RunState.PROFILE, profile);

    terminal.step("starting the broker and the application");
    startApplication(ending);
    List<String> failing = new Readiness(http.url()).await();
    state.keep(RunState.URL, http.url().toString());
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    sayReady(took, database);
    if (!failing.isEmpty()) {
      terminal.complain(
          "no load balancer will send requests here: "
              + String.join(", ", failing)
              + " failed. What to do: docs/readiness.md, or ./dompet readiness.");
    }
  }

  private void sayReady(Duration took, Database database) {
    database.demoAdministrator().ifPresent(terminal::step);
    terminal.say(
        "Dompet is ready: API %1$s/api/v1, docs %1$s/docs, health %1$s/health/ready (after %2$d.%3$d s, stop with Ctrl-C)"
            .formatted(http.url(), took.toSeconds(), took.toMillisPart() / 100));
  }

  private void takeOverOutput() {
    try {
      // Lives as long as the process.
      @SuppressWarnings("resource")
      RotatingLog log =
          new RotatingLog(
              var.log().resolve("server.log"),
              logSettings(),
              clock,
              new FileOutputStream(FileDescriptor.out));
      log.takeOver();
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.MACHINE, "cannot write to " + var.log() + " (" + Reason.of(e) + ").", e);
    }
  }

  private LogSettings logSettings() {
    try {
      return LogSettings.from(settings::find);
    } catch (IllegalArgumentException wrong) {
      throw new CannotRun(ExitCode.USAGE, wrong.getMessage() + ".", wrong);
    }
  }

  /** A demo stays one: its people and its administrator must not become a real instance's. */
  private String profile(RunState state) {
    boolean wasDemo = state.find(RunState.PROFILE).filter(Profile.DEMO::equals).isPresent();
    String wanted = wantedProfile();
    if (wasDemo && !wanted.equals(Profile.DEMO)) {
      throw new CannotRun(
          ExitCode.USAGE,
          var + " holds the demo: start it with --demo, or choose another directory with --var.");
    }
    if (!demo && wanted.equals(Profile.DEMO)) {
      throw new CannotRun(ExitCode.USAGE, "the profile demo is chosen with --demo.");
    }
    return wanted;
  }

  private String wantedProfile() {
    return demo ? Profile.DEMO : settings.find(Settings.PROFILE).orElse(Profile.DEVELOPMENT);
  }

  private void configure(Secrets secrets, boolean ownDatabase) {
    if (settings.find(Settings.JWT_KEYS).isEmpty()) {
      SigningKeys keys = new SigningKeys(var.keys(), clock);
      settings.give(Settings.JWT_KEYS, keys.asSetting());
      settings.giveDefault(Settings.JWT_KEYS + ROTATED_AT, keys.newestMadeAt().toString());
    }
    settings.find(Settings.BROKER_URL).ifPresent(url -> settings.give(Settings.BROKER_URL, url));
    settings.giveDefault("dompet.broker.directory", var.broker().toString());
    if (settings.find(Settings.BROKER_URL).isEmpty()) {
      settings.giveDefault(Settings.BROKER_PASSWORD, secrets.password(BROKER_SECRET));
      secrets
          .madeAt(BROKER_SECRET)
          .ifPresent(
              at -> settings.giveDefault(Settings.BROKER_PASSWORD + ROTATED_AT, at.toString()));
    }
    // Nodes that share a database must share this too: then it is for who runs them.
    if (ownDatabase) {
      settings.giveDefault(Settings.TOTP_KEY, secrets.password(AdminSecondFactorCommand.SECRET));
      secrets
          .madeAt(AdminSecondFactorCommand.SECRET)
          .ifPresent(at -> settings.giveDefault(Settings.TOTP_KEY + ROTATED_AT, at.toString()));
    }
    if (demo) {
      settings.giveDefault(Settings.BOT_TOKENS, secrets.botToken(Profile.BOT_TOKEN_SECRET));
      offerTopUps(secrets);
    }
  }

  /** MoonPay's sandbox, with keys of our own: `dompet webhook send` pays in its place. */
  private void offerTopUps(Secrets secrets) {
    for (WebhookCommand.Provider provider : WebhookCommand.Provider.values()) {
      settings.giveDefault(provider.setting(), secrets.password(provider.secret()));
    }
    settings.giveDefault("dompet.onramp.moonpay.widget-url", "https://buy-sandbox.moonpay.com");
    settings.giveDefault("dompet.onramp.moonpay.publishable-key", "pk_test_demo");
    settings.giveDefault(
        "dompet.onramp.moonpay.secret-key", secrets.password("demo-moonpay-secret-key"));
  }

  private void startApplication(Ending ending) {
    Path home = Path.of(System.getProperty("dompet.home"));
    Path root = var.run().resolve("payara");
    empty(root);
    ending.awaitApplication();
    new MicroServer(
            home,
            root,
            Path.of(
                settings
                    .find("dompet.logging")
                    .orElse(home.resolve("config/logging.properties").toString())),
            logSettings().format(),
            http.host(),
            http.port())
        .poolSize(settings.find(POOL_SIZE).map(Integer::parseInt).orElse(20))
        .start();
  }

  private static void empty(Path directory) {
    try {
      DirectoryTree.delete(directory);
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.MACHINE, "cannot empty " + directory + " (" + Reason.of(e) + ").", e);
    }
  }
}
