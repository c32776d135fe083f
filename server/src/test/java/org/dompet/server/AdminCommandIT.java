package org.dompet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dompet.server.place.ExitCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The people who work here, made and changed on a real embedded database. */
class AdminCommandIT {
  private static final Map<String, String> KEY =
      Map.of("DOMPET_IDENTITY_TOTP_KEY", "a-key-of-tests-with-32-characters");
  private static final String PASSWORD = "correct horse battery";

  @TempDir private static Path directory;
  private static EmbeddedInstance instance;
  private static Path password;

  private RecordingTerminal terminal = new RecordingTerminal();

  @BeforeAll
  static void start() throws IOException {
    instance = EmbeddedInstance.start(directory.resolve("var"));
    password = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
  }

  @AfterAll
  static void stop() {
    instance.close();
  }

  @Test
  void makesAnAdministratorWithASecondFactorThatIsShownOnce() {
    assertThat(create("ann@example.org")).isEqualTo(ExitCode.OK.number());

    assertThat(terminal.said())
        .contains("ann@example.org is ADMIN now.")
        .containsPattern("otpauth://totp/Dompet:ann%40example.org\\?secret=[A-Z2-7]{32}&")
        .doesNotContain(PASSWORD);
    assertThat(terminal.said().lines().filter(line -> line.matches(" +([A-Z2-7]{4}-?){4}")))
        .hasSize(10);
    assertThat(instance.ask(row("array_to_string(roles, ' ')", "ann@example.org")))
        .isEqualTo("USER ADMIN");
    assertThat(instance.ask(row("password_hash", "ann@example.org"))).startsWith("$2a$12$");
    assertThat(
            instance.ask(
                "select count(*) from second_factor f join app_user u on u.id = f.user_id"
                    + " where u.email = 'ann@example.org' and f.confirmed_at is not null"))
        .isEqualTo("1");
    assertThat(audited("user.create")).isEqualTo("1");
    assertThat(create("ANN@example.org")).isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.complaints()).contains("registered already");
  }

  @Test
  void refusesWhatIsNoAdministrator() throws IOException {
    assertThat(create("nobody")).isEqualTo(ExitCode.USAGE.number());
    Path weak = Files.writeString(directory.resolve("weak"), "short\n");
    assertThat(run("create", "--email=b@example.org", "--name=B", "--password-file=" + weak))
        .isEqualTo(ExitCode.USAGE.number());
    assertThat(run("create", "--email=b@example.org", "--name=B"))
        .isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.complaints()).contains("--password-file");
    assertThat(run("create", "--email=b@example.org", "--name=B", "--role=user"))
        .isEqualTo(ExitCode.USAGE.number());
    assertThat(
            instance.run(
                terminal,
                "admin",
                "create",
                "--email=b@example.org",
                "--name=B",
                "--password-file=" + password))
        .isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.complaints()).contains("dompet.identity.totp-key");
    assertThat(instance.ask("select count(*) from app_user where email like 'b@%'")).isEqualTo("0");
  }

  @Test
  void givesAndTakesRolesAndAuthenticators() {
    create("carl@example.org");
    assertThat(run("grant", "carl@example.org", "operator")).isEqualTo(ExitCode.OK.number());
    assertThat(run("revoke-role", "carl@example.org", "ADMIN")).isEqualTo(ExitCode.OK.number());
    assertThat(instance.ask(row("array_to_string(roles, ' ')", "carl@example.org")))
        .isEqualTo("USER OPERATOR");
    assertThat(run("unlock", "carl@example.org")).isEqualTo(ExitCode.OK.number());
    assertThat(run("second-factor", "carl@example.org")).isEqualTo(ExitCode.OK.number());
    assertThat(run("second-factor", "carl@example.org", "--remove"))
        .isEqualTo(ExitCode.OK.number());
    terminal = new RecordingTerminal();
    assertThat(run("list", "--format=csv")).isEqualTo(ExitCode.OK.number());
    assertThat(terminal.said().lines())
        .anyMatch(line -> line.startsWith("carl@example.org,") && line.contains(",no,"));
    assertThat(run("grant", "unknown@example.org", "ADMIN")).isEqualTo(ExitCode.USAGE.number());
    for (String action :
        List.of("role.grant", "role.revoke", "user.unlock", "second-factor.give")) {
      assertThat(audited(action)).as(action).isEqualTo("1");
    }
  }

  private int create(String email) {
    return run("create", "--email=" + email, "--name=Ann", "--password-file=" + password);
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("admin"));
    all.addAll(List.of(arguments));
    return instance.run(terminal, KEY, all.toArray(String[]::new));
  }

  private static String row(String column, String email) {
    return "select " + column + " from app_user where email = '" + email + "'";
  }

  private static String audited(String action) {
    return instance.ask(
        "select count(*) from audit_record where outcome = 'DONE' and actor like 'operator:%'"
            + " and action = '"
            + action
            + "'");
  }
}
