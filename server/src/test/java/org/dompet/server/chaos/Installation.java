package org.dompet.server.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dompet.server.RunningDompet;
import org.dompet.server.place.DirectoryTree;
import org.dompet.server.place.RunState;
import org.dompet.server.place.Secrets;
import org.dompet.server.place.VarDirectory;
import org.dompet.server.postgres.PostgresServer;
import org.dompet.server.schema.DatabaseAddress;
import org.dompet.server.schema.DatabaseRoles;
import org.dompet.server.schema.Migrations;
import org.dompet.testing.RaisedLimits;
import org.postgresql.ds.PGSimpleDataSource;

/** Dompet as in production: its database and its broker are other processes, behind wires. */
final class Installation implements AutoCloseable {
  /** What MoonPay signs with. */
  static final String SECRET = "whsec_chaos";

  /** The queue of the nudges. */
  static final String QUEUE = "dompet.webhooks";

  private final Path root = Path.of("target", "chaos").toAbsolutePath();
  private final VarDirectory databaseDirectory = VarDirectory.at(root.resolve("database"));
  private final BrokerProcess broker =
      new BrokerProcess(root.resolve("broker"), RunningDompet.freePort());
  private final int port = RunningDompet.freePort();
  private final PostgresServer postgres;
  private final Database database;
  private final DatabaseAddress application;
  private final Wire toDatabase;
  private final Wire toBroker;
  private RunningDompet server;

  private Installation() throws IOException {
    DirectoryTree.delete(root);
    databaseDirectory.prepare();
    Secrets secrets = new Secrets(databaseDirectory.secrets());
    postgres = new PostgresServer(databaseDirectory, secrets, RunState.of(databaseDirectory));
    postgres.start();
    DatabaseAddress superuser =
        new DatabaseAddress(
            postgres.url("postgres"),
            PostgresServer.SUPERUSER,
            secrets.password(PostgresServer.SUPERUSER_SECRET));
    String url = postgres.url(DatabaseRoles.DATABASE);
    DatabaseAddress owner = new DatabaseAddress(url, DatabaseRoles.OWNER, "owner");
    application = new DatabaseAddress(url, DatabaseRoles.APPLICATION, "application");
    DatabaseRoles.establish(superuser, owner, application);
    Migrations.forEveryone().apply(owner);
    database = new Database(source(superuser));
    broker.start();
    toDatabase = Wire.to(postgres.port());
    toBroker = Wire.to(broker.port());
    start();
  }

  static Installation begin() {
    try {
      return new Installation();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Makes whole what is not. */
  void restore() throws IOException {
    if (!broker.isRunning()) {
      broker.start();
    }
    broker.resume(QUEUE);
    toBroker.mendIfBroken();
    toDatabase.mendIfBroken();
    start();
  }

  /** Starts the server, unless it runs, and returns when it is ready. */
  void start() {
    if (server == null) {
      server = run(port, "var");
    }
  }

  /** Starts another node beside the server, and returns when it is ready. Its caller closes it. */
  RunningDompet startAnother() {
    return run(RunningDompet.freePort(), "another");
  }

  private RunningDompet run(int listening, String directory) {
    List<String> environment = new ArrayList<>(RaisedLimits.assignments());
    environment.addAll(
        List.of(
            "DOMPET_DATABASE_URL=jdbc:postgresql://127.0.0.1:"
                + toDatabase.port()
                + "/"
                + DatabaseRoles.DATABASE,
            "DOMPET_DATABASE_USER=" + application.user(),
            "DOMPET_DATABASE_PASSWORD=" + application.password(),
            "DOMPET_BROKER_URL=tcp://127.0.0.1:" + toBroker.port(),
            "DOMPET_WEBHOOK_MOONPAY_SECRETS=" + SECRET,
            "DOMPET_WEBHOOK_SWEEP_EVERY=PT10S",
            "DOMPET_WEBHOOK_RETRY_SCHEDULE=PT1S,PT2S,PT2S,PT2S,PT2S",
            "DOMPET_JOB_LEASE=PT10S",
            "DOMPET_JOB_HOLD_EXPIRY_EVERY=PT10S",
            "DOMPET_ONRAMP_MOONPAY_PUBLISHABLE_KEY=pk_chaos",
            "DOMPET_ONRAMP_MOONPAY_SECRET_KEY=sk_chaos"));
    RunningDompet node =
        RunningDompet.run(
            environment, "start", "--port=" + listening, "--var=" + root.resolve(directory));
    node.awaitLine("Dompet is ready: ");
    return node;
  }

  /**
   * Kills the server as {@code kill -9} does. What it had on the way is lost: the database ends its
   * sessions, the broker takes back what it had handed out.
   */
  void kill() throws IOException {
    server.kill();
    server = null;
    toBroker.mend();
    toDatabase.mend();
    database.awaitEndOfSessions();
  }

  /** Where the server is, for everybody. */
  int port() {
    return port;
  }

  Database database() {
    return database;
  }

  BrokerProcess broker() {
    return broker;
  }

  Wire toDatabase() {
    return toDatabase;
  }

  Wire toBroker() {
    return toBroker;
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
    broker.close();
    toBroker.close();
    toDatabase.close();
    postgres.close();
    // The logs stay, for whoever wonders.
    DirectoryTree.delete(databaseDirectory.postgres());
  }

  private static PGSimpleDataSource source(DatabaseAddress superuser) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(superuser.url().replace("/postgres", "/" + DatabaseRoles.DATABASE));
    source.setCurrentSchema(DatabaseRoles.SCHEMA);
    source.setUser(superuser.user());
    source.setPassword(superuser.password());
    return source;
  }
}
