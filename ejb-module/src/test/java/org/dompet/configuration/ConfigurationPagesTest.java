package org.dompet.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * docs/configuration.md and .env.example say what the catalogue says. With {@code
 * -Ddompet.write=true} this writes them.
 */
class ConfigurationPagesTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final String PAGE =
      """
      # Configuration
      <!-- Written by ConfigurationPagesTest from config/dompet.properties: change that. -->

      Nothing needs to be set to try Dompet: `./dompet start` and `./dompet start --demo` run on
      defaults. What is set is checked before anything starts, all of it at once: each problem is
      listed by its key, never by its value, and the command ends with exit code 2. The application
      checks the same again where it is deployed without the command.

      Each setting can be given as

      1. a system property by its key (`DOMPET_JAVA_OPTS="-Ddompet.http.max-body=32768"`), or
      2. an environment variable (`DOMPET_HTTP_MAX_BODY`), or
      3. for a secret, a file: `DOMPET_DATABASE_PASSWORD_FILE=/run/secrets/database-password`
         (the key `dompet.database.password.file`). Its first line is the value; it should be
         readable by the server's user alone. A value and a file for the same secret are refused.

      The first that says something wins. An empty value is none. Names that begin with `dompet.` or
      `DOMPET_` and mean nothing are warned of, with the nearest that do. [.env.example](../.env.example)
      has all of this to copy; [SECRETS.md](SECRETS.md) tells how secrets are made and changed.

      ## Profiles
      | `dompet.profile` | for | rules |
      |---|---|---|
      | `development` | writing software | none but types and bounds |
      | `demo` | looking at it (`./dompet start --demo`) | the same; with people and secrets of its own |
      | `staging` | rehearsing | those of production, but sandbox keys of payment providers are allowed |
      | `production` | the internet | refuses whatever is not safe there |

      In the tables, *production* below "required" means staging too.

      """;

  private static final String EXAMPLE =
      """
      # Every setting of Dompet as an environment variable, with its default. Copy to .env and change
      # what you need; docs/configuration.md tells the same with more words.
      # A secret may also be in a file: DOMPET_..._FILE=/run/secrets/...; and DOMPET_..._ROTATED_AT
      # says when it was last changed (a day like 2026-05-31).
      # Written by ConfigurationPagesTest from config/dompet.properties: change that.
      """;

  private final Catalogue catalogue = Catalogue.packaged();

  @Test
  void thePageSaysWhatTheCatalogueSays() throws IOException {
    assertIsOrWrite("docs/configuration.md", page());
  }

  @Test
  void theExampleSaysWhatTheCatalogueSays() throws IOException {
    assertIsOrWrite(".env.example", example());
  }

  private static void assertIsOrWrite(String file, String wanted) throws IOException {
    Path path = ROOT.resolve(file);
    if (Boolean.getBoolean("dompet.write")) {
      Files.writeString(path, wanted);
    }
    assertThat(Files.readString(path))
        .as(file + " is not what config/dompet.properties says: see the head of that")
        .isEqualTo(wanted);
  }

  private String page() {
    StringBuilder page = new StringBuilder(PAGE);
    String section = "";
    for (Setting setting : catalogue.settings()) {
      if (!setting.section().equals(section)) {
        page.append(section.isEmpty() ? "" : "\n").append("## ").append(setting.section());
        page.append("\n| key | value | default | required |\n|---|---|---|---|\n");
        section = setting.section();
      }
      page.append(
          "| `%s`<br>%s | %s | %s | %s |\n"
              .formatted(
                  setting.key(),
                  cell(setting.meaning() + also(setting)),
                  cell(value(setting)),
                  setting.initial().isEmpty() ? "" : "`" + cell(setting.initial()) + "`",
                  required(setting)));
    }
    return page.toString();
  }

  private static String also(Setting setting) {
    return (setting.environment().isEmpty()
            ? ""
            : " Also `" + String.join("`, `", setting.environment()) + "`.")
        + setting.rotationVariable().map(name -> " Changed at: `" + name + "`.").orElse("");
  }

  private static String value(Setting setting) {
    return switch (setting.secrecy()) {
      case OPEN -> setting.type().description();
      case GIVEN -> "secret: " + setting.type().description();
      case OURS -> "secret: " + setting.type().description() + ", 32 characters or more";
    };
  }

  private static String required(Setting setting) {
    Setting.Need need = setting.need();
    if (!need.exists()) {
      return "";
    }
    String where = need.always() ? "" : "production";
    return need.condition() == null ? where : (where + " with `" + need.condition() + "`").strip();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
  }

  private String example() {
    StringBuilder example = new StringBuilder(EXAMPLE);
    String section = "";
    for (Setting setting : catalogue.settings()) {
      if (!setting.section().equals(section)) {
        section = setting.section();
        example.append("\n# ---- ").append(section).append(" ----\n");
      }
      for (String line : wrapped(setting.meaning())) {
        example.append("# ").append(line).append('\n');
      }
      String required = required(setting).replace("`", "");
      example.append("# (").append(value(setting));
      example.append(required.isEmpty() ? ")\n" : "; required: " + required + ")\n");
      example.append("#").append(setting.variable()).append('=').append(setting.initial());
      example.append('\n');
    }
    return example.toString();
  }

  private static List<String> wrapped(String text) {
    return text.replaceAll("(.{1,95})(?: |$)", "$1\n").lines().toList();
  }
}
