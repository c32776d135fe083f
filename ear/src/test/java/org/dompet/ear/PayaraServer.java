package org.dompet.ear;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A domain of a full Payara Server on free ports of the loopback, in a directory of its own, run by
 * {@code asadmin}. Closing it ends the process that the domain reported, whatever state it is in;
 * its log stays.
 */
final class PayaraServer implements AutoCloseable {
  private static final String DOMAIN = "dompet";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Path home;
  private final Path directory;
  private final Path secrets;
  private final String password = UUID.randomUUID().toString();
  private final Ports ports = Ports.claim();
  private final Thread atExit = new Thread(this::kill, "end of Payara Server");
  private volatile @Nullable ProcessHandle process;

  /**
   * @param home what the distribution unpacked
   * @param directory for the domain, passwords and logs; empty
   */
  PayaraServer(Path home, Path directory) throws IOException {
    this.home = home;
    this.directory = directory;
    this.secrets = Files.createDirectories(directory.resolve("secrets"));
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rwx------"));
    Runtime.getRuntime().addShutdownHook(atExit);
    writeSecret("admin", "");
  }

  String url() {
    return "http://127.0.0.1:" + ports.http();
  }

  URI page(String path) {
    return URI.create(url() + path);
  }

  Path log() {
    return domain().resolve("logs/server.log");
  }

  /** What is left of a server that a gate ran. */
  String endOfLog() throws IOException {
    List<String> lines = Files.readAllLines(log(), UTF_8);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 80), lines.size()));
  }

  void create() throws IOException {
    domain("create-domain", "--portbase", String.valueOf(ports.base()), DOMAIN);
    // A check is nobody else's business: loopback only, from the first start.
    Path configuration = domain().resolve("config/domain.xml");
    Files.writeString(
        configuration,
        Files.readString(configuration, UTF_8)
            .replace("address=\"0.0.0.0\"", "address=\"127.0.0.1\"")
            .replaceAll(
                "<network-listener (?![^>]*address=)", "<network-listener address=\"127.0.0.1\" "),
        UTF_8);
  }

  void start() throws IOException {
    try {
      domain("start-domain", DOMAIN);
    } finally {
      findProcess();
    }
  }

  void stop() throws IOException {
    domain("stop-domain", DOMAIN);
    awaitEnd();
  }

  /** Gives it settings beside those of the script. */
  void configure(Map<String, String> settings) throws IOException {
    String all =
        settings.entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(":"));
    asadmin("create-system-properties", all);
  }

  /** Runs the script that operators run, with these settings beside those of the domain. */
  void deploy(Path script, Map<String, String> secretValues, Map<String, String> settings)
      throws IOException {
    for (Map.Entry<String, String> secret : secretValues.entrySet()) {
      writeSecret(secret.getKey(), "AS_ADMIN_ALIASPASSWORD=" + secret.getValue() + "\n");
    }
    ProcessBuilder builder = new ProcessBuilder(script.toString());
    builder.environment().put("PAYARA_HOME", home.toString());
    builder.environment().put("ADMIN_PORT", String.valueOf(ports.administration()));
    builder.environment().put("SECRETS", secrets.toString());
    builder.environment().putAll(settings);
    run(builder);
  }

  boolean isRunning() {
    return process != null && process.isAlive();
  }

  @Override
  public void close() throws IOException {
    try {
      if (isRunning()) {
        stop();
      }
    } finally {
      kill();
      Runtime.getRuntime().removeShutdownHook(atExit);
      ports.close();
    }
  }

  private Path domain() {
    return directory.resolve("domains").resolve(DOMAIN);
  }

  private void writeSecret(String name, String more) throws IOException {
    Files.writeString(secrets.resolve(name), "AS_ADMIN_PASSWORD=" + password + "\n" + more, UTF_8);
  }

  /** Of the domain, whether it runs or not. */
  private void domain(String command, String... arguments) throws IOException {
    List<String> options =
        new ArrayList<>(List.of("--domaindir", directory.resolve("domains").toString()));
    options.addAll(List.of(arguments));
    asadmin(command, options.toArray(String[]::new));
  }

  private void asadmin(String command, String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(home.resolve("bin/asadmin").toString());
    line.addAll(List.of("--interactive=false", "--user", "admin"));
    line.addAll(List.of("--passwordfile", secrets.resolve("admin").toString()));
    line.addAll(List.of("--port", String.valueOf(ports.administration())));
    line.add(command);
    line.addAll(List.of(arguments));
    run(new ProcessBuilder(line));
  }

  /** To a file, because what a command leaves running would hold a pipe open. */
  private void run(ProcessBuilder builder) throws IOException {
    Path output = directory.resolve("asadmin.log");
    builder.environment().put("AS_JAVA", System.getProperty("java.home"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    Process running = builder.start();
    try {
      boolean ended = running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!ended || running.exitValue() != 0) {
        throw new AssertionError(
            String.join(" ", builder.command())
                + (ended ? " failed:\n" : " does not end:\n")
                + Files.readString(output, UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      running.destroyForcibly();
    }
  }

  /** The server writes its number when it starts. */
  private void findProcess() throws IOException {
    Path pid = domain().resolve("config/pid");
    if (Files.exists(pid)) {
      process = ProcessHandle.of(Long.parseLong(Files.readString(pid, UTF_8).strip())).orElse(null);
    }
  }

  private void awaitEnd() {
    if (process != null) {
      try {
        process.onExit().get(1, TimeUnit.MINUTES);
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        throw new AssertionError("Payara Server " + process.pid() + " does not end", e);
      }
    }
  }

  private void kill() {
    if (isRunning()) {
      process.destroyForcibly();
      awaitEnd();
    }
  }
}
