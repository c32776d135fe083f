package org.dompet.web.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.dompet.configuration.SecretsAge;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class DatabaseIT {
  @Inject private Container container;
  @Inject private SecretsAge secrets;

  @Test
  void isUsedAsTheRoleThatOwnsNothing() throws SQLException {
    assertThat(ask("select current_user")).isEqualTo("dompet_app");
    assertThat(ask("select count(*) from pg_class where relowner = current_user::regrole"))
        .isEqualTo("0");
    assertThat(ask("select current_schema")).isEqualTo("dompet");
  }

  @Test
  void letsTheApplicationChangeNothingThatIsBooked() {
    assertThatThrownBy(() -> ask("update posting set amount = 1 returning 1"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> ask("delete from journal_entry returning 1"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
  }

  @Test
  void endsWhatTakesTooLongOrWasForgotten() throws SQLException {
    assertThat(ask("show statement_timeout")).isEqualTo("55s");
    assertThat(ask("show idle_in_transaction_session_timeout")).isEqualTo("1min");
  }

  @Test
  void knowsHowOldEachSecretIs() {
    assertThat(secrets.ages())
        .extracting(SecretsAge.Age::key)
        .contains("dompet.database.password", "dompet.jwt.keys", "dompet.telegram.bot-tokens");
  }

  private String ask(String sql) throws SQLException {
    try (Connection connection = container.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
