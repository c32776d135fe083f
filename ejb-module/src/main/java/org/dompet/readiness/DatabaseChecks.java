package org.dompet.readiness;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.dompet.audit.VerifyAccessLog;
import org.dompet.configuration.SecretsAge;
import org.dompet.job.JobBoard;
import org.dompet.job.JobSettings;
import org.dompet.seal.VerifySeals;

/** The checks that need the database and settings, and nothing else of a running application. */
public final class DatabaseChecks {
  private DatabaseChecks() {}

  /**
   * What they look at.
   *
   * @param dataSource connections of the application's role
   * @param schema the version of the newest migration
   * @param since when the server started that takes the jobs
   */
  public record World(
      DataSource dataSource,
      Clock clock,
      JobSettings jobs,
      BackupSettings backups,
      SecretsAge secrets,
      String schema,
      Instant since) {}

  /** Those that decide whether a node is sent requests. */
  static List<Check> ofANode(World world, JobBoard board) {
    Maintenance maintenance = new Maintenance(world.dataSource, world.clock);
    return List.of(
        new DatabaseAnswers(world.dataSource),
        new SchemaIsCurrent(world.dataSource, world.schema),
        new RoleOwnsNothing(world.dataSource),
        new CommitsLast(world.dataSource),
        new ConnectionIsPrivate(world.dataSource),
        new BackupIsYoung(maintenance, world.backups, world.clock),
        new RestoreWasTested(maintenance, world.backups, world.clock),
        new SecretsAreYoung(world.secrets),
        new JobsAreAlive(board, world.jobs, world.clock, world.since));
  }

  /**
   * All of them, those of a node first.
   *
   * @param pool how many connections a node may open
   */
  public static List<Check> all(World world, int pool) {
    DataSource database = world.dataSource;
    JobBoard board = new JobBoard(database, world.clock, world.jobs);
    JobWentWell jobs = new JobWentWell(board, world.clock);
    List<Check> all = new ArrayList<>(ofANode(world, board));
    all.add(new ConnectionsSuffice(database, pool));
    all.add(new ClocksAgree(database, world.clock));
    all.add(new BooksBalance(database));
    all.add(new BooksAreReconciled(jobs));
    all.add(new FindingsAreAnswered(database));
    all.add(new SealsHold(new VerifySeals(database), jobs));
    all.add(new AccessLogHolds(new VerifyAccessLog(database)));
    all.add(new NoDeadLetters(database, world.clock));
    all.add(new NoUrgentAlerts(database));
    all.add(new AdministratorExists(database));
    all.add(new NoDemoPeople(database));
    return all;
  }
}
