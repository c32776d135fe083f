package org.dompet.server.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

  @Test
  void isAbsentWithoutAUrl() {
    assertThat(read(Map.of())).isEmpty();
  }

  @Test
  void readsTheFormThatPlatformsHandOut() {
    assertThat(read(Map.of("DATABASE_URL", "postgres://app:p%40ss+w%2Frd@db.example:6432/wallet")))
        .contains(
            new DatabaseAddress("jdbc:postgresql://db.example:6432/wallet", "app", "p@ss+w/rd"));
  }

  @Test
  void takesCredentialsOutOfAJdbcUrlAndLeavesTheRest() {
    assertThat(
            read(
                Map.of(
                    "DATABASE_URL",
                    "jdbc:postgresql://db/wallet?user=app&sslmode=verify-full&password=x")))
        .contains(
            new DatabaseAddress("jdbc:postgresql://db/wallet?sslmode=verify-full", "app", "x"));
  }

  @Test
  void prefersCredentialsOfTheirOwn() {
    Map<String, String> environment = new HashMap<>();
    environment.put("DATABASE_URL", "postgresql://app:old@db/wallet?sslmode=require");
    environment.put("DOMPET_DATABASE_USER", "dompet_app");
    environment.put("DOMPET_DATABASE_PASSWORD", "new");

    assertThat(read(environment))
        .contains(
            new DatabaseAddress(
                "jdbc:postgresql://db/wallet?sslmode=require", "dompet_app", "new"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://app:secret@db/wallet",
        "jdbc:h2:mem:secret",
        "postgres://app:secret@db",
        "postgres://app:secret@/wallet",
        "postgres://app: secret@db/wallet",
        "secret"
      })
  void refusesWhatItCannotReadWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> read(Map.of("DATABASE_URL", url)))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("dompet.database.url must look like")
        .hasMessageNotContaining("secret");
  }

  @Test
  void namesTheMissingPassword() {
    assertThatThrownBy(() -> read(Map.of("DATABASE_URL", "postgres://app@db/wallet")))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("dompet.database.password is missing");
  }

  @Test
  void keepsThePasswordOutOfItsText() {
    assertThat(new DatabaseAddress("jdbc:postgresql://db/wallet", "app", "secret"))
        .hasToString("app at jdbc:postgresql://db/wallet");
  }

  private static Optional<DatabaseAddress> read(Map<String, String> environment) {
    return DatabaseAddress.from(
        new Settings(new Properties(), environment),
        Settings.DATABASE_URL,
        Settings.DATABASE_USER,
        Settings.DATABASE_PASSWORD);
  }
}
