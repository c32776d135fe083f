package org.dompet.server.micro;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.ClusterCommandResult;
import fish.payara.micro.ClusterCommandResult.ExitStatus;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.boot.AdminCommandRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dompet.logging.LogFormat;
import org.dompet.logging.RootLog;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Payara Micro with the broker's resource adapter and the application.
 *
 * <p>It stops by its own shutdown hook, which the virtual machine runs beside all others; {@link
 * #awaitEnd} lets what it depends on outlive it.
 */
public final class MicroServer {

  private static final String SHUTDOWN_HOOK = "Payara Micro Shutdown Hook";
  private static final String SERVER = "configs.config.server-config.";
  private static final String BATCH = SERVER + "batch-runtime-configuration.";
  private static final String HTTP = "network-config.protocols.protocol.http-listener.http.";
  private static final String TRANSPORT = "network-config.transports.transport.tcp.";
  private static final String THREADS = "thread-pools.thread-pool.http-thread-pool.";

  /** How HTTP is spoken, and what a client may take of the server. */
  private static final List<String> LISTENER =
      List.of(
          // A client may keep its connection for as long as it likes, not for 250 requests.
          HTTP + "max-connections=-1",
          HTTP + "timeout-seconds=30",
          HTTP + "header-buffer-length-bytes=8192",
          HTTP + "max-request-headers=100",
          // A request that is still worked on after this has its thread interrupted.
          HTTP + "request-timeout-seconds=300",
          HTTP + "trace-enabled=false",
          // Nobody needs to know what runs here; frames are the application's to allow.
          HTTP + "server-header=false",
          HTTP + "xpowered-by=false",
          HTTP + "xframe-options=false",
          // For a thread that waits for a client, to take in or to send: each time.
          TRANSPORT + "read-timeout-millis=10000",
          TRANSPORT + "write-timeout-millis=10000",
          THREADS + "max-thread-pool-size=200",
          THREADS + "max-queue-size=4096");

  private static final long STOP_TIMEOUT_SECONDS = 60;

  private final Path home;
  private final Path rootDirectory;
  private final Path loggingProperties;
  private final LogFormat logFormat;
  private final String address;
  private final int port;
  private int poolSize = PoolSize.IN_ARCHIVE;
  private @Nullable RootLog log;

  /**
   * @param home the distribution, with {@code app/dompet.war} and {@code app/dompet-broker.rar}
   * @param rootDirectory where the server unpacks itself; emptied by the caller
   * @param loggingProperties what is logged, by name and level
   * @param logFormat how
   * @param address to listen on, such as 127.0.0.1
   */
  public MicroServer(
      Path home,
      Path rootDirectory,
      Path loggingProperties,
      LogFormat logFormat,
      String address,
      int port) {
    this.home = home;
    this.rootDirectory = rootDirectory;
    this.loggingProperties = loggingProperties;
    this.logFormat = logFormat;
    this.address = address;
    this.port = port;
  }

  /** How many connections to the database at most. */
  public MicroServer poolSize(int connections) {
    poolSize = connections;
    return this;
  }

  /** Starts and deploys; returns when the application has been deployed. */
  public void start() {
    // Ours sees our libraries; the server must not.
    Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
    // Else the server looks through every jar for it, for each access token that it reads.
    System.setProperty("jakarta.json.provider", "org.eclipse.parsson.JsonProviderImpl");
    if (!tracing()) {
      // Else the server makes an empty trace of each request.
      System.setProperty("mp.opentracing.server.skip-pattern", ".*");
    }
    try {
      PayaraMicro.getInstance()
          .setHttpPort(port)
          .setRootDir(rootDirectory.toFile())
          .setLogPropertiesFile(loggingProperties.toFile())
          .setPreBootHandler(this::configure)
          .setPostBootHandler(this::deploy)
          .bootStrap();
    } catch (BootstrapException e) {
      if (e.getCause() instanceof CannotRun cannotRun) {
        throw cannotRun;
      }
      throw new CannotRun(
          ExitCode.APPLICATION,
          "the application server would not start (" + Reason.deepest(e) + ").",
          e);
    }
  }

  /** Whether the environment or the command asks for traces. */
  private static boolean tracing() {
    String disabled =
        System.getProperty(
            "otel.sdk.disabled", System.getenv().getOrDefault("OTEL_SDK_DISABLED", "true"));
    return disabled.equalsIgnoreCase("false");
  }

  /** Called in a shutdown hook: returns when the server's own hook has stopped it. */
  public static void awaitEnd() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (SHUTDOWN_HOOK.equals(thread.getName())) {
        try {
          thread.join(TimeUnit.SECONDS.toMillis(STOP_TIMEOUT_SECONDS));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** Done again when the server has started: by then it has made its handlers anew. */
  private void formatLog() {
    if (log != null) {
      log.close();
    }
    log = RootLog.install(logFormat);
  }

  private void configure(AdminCommandRunner commands) {
    formatLog();
    run(
        commands,
        "set",
        SERVER
            + "network-config.network-listeners.network-listener.http-listener.address="
            + address);
    LISTENER.forEach(setting -> run(commands, "set", SERVER + setting));
    run(commands, "set", SERVER + "hazelcast-config-specific-configuration.enabled=false");
    run(commands, "set", SERVER + "phone-home-runtime-configuration.enabled=false");
    // Jobs keep their records where the migrations made room for them, by the application's pool.
    run(commands, "set", BATCH + "data-source-lookup-name=java:global/jdbc/dompet-batch");
    run(commands, "set", BATCH + "schema-name=dompet_batch");
    run(commands, "set", BATCH + "table-prefix=");
  }

  private void deploy(AdminCommandRunner commands) {
    formatLog();
    run(commands, "deploy", "--name", "dompet-broker", app("dompet-broker.rar"));
    run(commands, "deploy", "--name", "dompet", "--contextroot", "/", application().toString());
  }

  private Path application() {
    return PoolSize.archive(
        home.resolve("app").resolve("dompet.war"), rootDirectory.resolveSibling("app"), poolSize);
  }

  private String app(String archive) {
    return home.resolve("app").resolve(archive).toString();
  }

  private static void run(AdminCommandRunner commands, String command, String... arguments) {
    DeploymentProblems problems = DeploymentProblems.listen();
    try {
      ClusterCommandResult result = commands.run(command, arguments);
      if (result.getExitStatus() == ExitStatus.FAILURE) {
        String subject = arguments[arguments.length - 1];
        throw new CannotRun(
            ExitCode.APPLICATION,
            "could not "
                + command
                + " "
                + subject.substring(subject.lastIndexOf('/') + 1)
                + ": "
                + problems.reason().orElseGet(() -> sentence(result.getOutput())));
      }
    } finally {
      problems.close();
    }
  }

  /** The server's answer without its frame. */
  static String sentence(String output) {
    return output
        .replaceFirst("(?s)^.*AdminCommand", "")
        .replaceFirst("(?s) *Please see server\\.log.*$", "")
        .strip();
  }
}
