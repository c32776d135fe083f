package org.dompet.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The settings of the embedded PostgreSQL, written at every start. What an operator sets with
 * {@code ALTER SYSTEM} wins, because PostgreSQL reads it last.
 */
final class PostgresConfiguration {

  private static final String FILE = "dompet.conf";

  private PostgresConfiguration() {}

  static void write(Path data, Path log, int port) throws IOException {
    Files.writeString(data.resolve(FILE), settings(log, port));
    Files.writeString(data.resolve("pg_hba.conf"), access());
    Path main = data.resolve("postgresql.conf");
    String include = "include_if_exists = '" + FILE + "'";
    if (!Files.readString(main).contains(include)) {
      Files.writeString(main, "\n" + include + "\n", StandardOpenOption.APPEND);
    }
  }

  private static String settings(Path log, int port) {
    return """
        # Written by dompet at every start: change settings with ALTER SYSTEM instead.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        password_encryption = 'scram-sha-256'

        # Money: what is acknowledged is on disk.
        fsync = on
        synchronous_commit = on
        full_page_writes = on

        max_connections = 100
        max_prepared_transactions = 50
        shared_buffers = '256MB'
        wal_compression = on
        max_wal_size = '2GB'
        # Files of the log are kept and used again: whoever makes a new one keeps all others waiting.
        min_wal_size = '512MB'
        checkpoint_timeout = '15min'
        checkpoint_completion_target = 0.9
        random_page_cost = 1.1

        timezone = 'UTC'
        log_timezone = 'UTC'
        log_min_messages = warning
        # A refused statement is the application's business, and may hold personal data.
        log_min_error_statement = panic
        log_error_verbosity = terse
        log_checkpoints = off
        # A week of files that overwrite each other.
        logging_collector = on
        log_directory = '%s'
        log_filename = 'postgres-%%a.log'
        log_truncate_on_rotation = on
        log_rotation_age = '1d'
        log_rotation_size = 0
        """
        .formatted(port, log.toString().replace("'", "''"));
  }

  private static String access() {
    return """
        # Written by dompet at every start. Nobody enters without a password, nobody from outside.
        host all postgres 127.0.0.1/32 scram-sha-256
        host dompet dompet_owner,dompet_app 127.0.0.1/32 scram-sha-256
        """;
  }
}
