package org.dompet.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.dompet.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseSafetyTest {
  private final TestDatabase database = TestDatabase.shared();

  @Test
  void acceptsTheRoleThatOwnsNothing() throws SQLException {
    assertThat(problems(database.application())).isEmpty();
  }

  @Test
  void refusesASuperuser() throws SQLException {
    assertThat(problems(database.superuser())).containsExactly("must not be a superuser");
  }

  @Test
  void refusesWhoOwnsTheSchema() throws SQLException {
    assertThat(problems(database.owner()))
        .containsExactly("must not own the schema, nor belong to who does");
  }

  @Test
  void refusesWhoMayMakeMoreThanRows() throws SQLException {
    TestDatabase.execute(
        database.superuser(),
        "create role mighty login createrole password 'only-for-tests';"
            + " grant connect on database dompet to mighty;"
            + " grant usage, create on schema dompet to mighty");
    try {
      assertThat(problems(as("mighty")))
          .containsExactly(
              "must not be allowed to create anything in the schema",
              "must not create roles or databases, replicate, or pass row rules by");
    } finally {
      TestDatabase.execute(database.superuser(), "drop owned by mighty; drop role mighty");
    }
  }

  private DataSource as(String role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.url());
    source.setUser(role);
    source.setPassword(TestDatabase.PASSWORD);
    return source;
  }

  private static List<String> problems(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      return DatabaseSafety.check(connection).stream().map(Problem::sentence).toList();
    }
  }
}
