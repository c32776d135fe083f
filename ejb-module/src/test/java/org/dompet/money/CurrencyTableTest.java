package org.dompet.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.dompet.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class CurrencyTableTest {
  @Test
  void theDatabaseKnowsTheSameCurrencies() throws SQLException {
    Map<String, Integer> ours = new TreeMap<>();
    for (Currency currency : Currency.values()) {
      ours.put(currency.name(), currency.scale());
    }
    Map<String, Integer> theirs = new TreeMap<>();
    try (Connection connection = TestDatabase.shared().application().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select code, scale from currency")) {
      while (rows.next()) {
        theirs.put(rows.getString("code"), rows.getInt("scale"));
      }
    }
    assertThat(theirs).isEqualTo(ours);
  }
}
