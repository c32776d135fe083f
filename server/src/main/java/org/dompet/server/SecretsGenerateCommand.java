package org.dompet.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.dompet.configuration.Catalogue;
import org.dompet.configuration.Setting;
import org.dompet.configuration.Setting.Secrecy;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Reason;
import org.dompet.server.place.Secrets;
import org.dompet.server.place.Settings;
import org.dompet.server.place.SigningKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "generate",
    description = {
      "Make a secret in a new file that only its owner may read, and say how to name the file to"
          + " the server. The secret itself is not printed.",
      "Of those in docs/configuration.md that we choose ourselves; dompet.jwt.keys is an RSA key,"
          + " all others are random letters and digits."
    })
final class SecretsGenerateCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Clock clock;

  @Mixin private VarOption var = new VarOption();

  @Parameters(paramLabel = "KEY", description = "Such as dompet.database.password.")
  private String key = "";

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The file to make (default: below the directory of the instance).")
  private @Nullable Path output;

  SecretsGenerateCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Setting setting =
        Catalogue.packaged()
            .find(key)
            .filter(found -> found.secrecy() == Secrecy.OURS || isSigningKey(found))
            .orElseThrow(
                () ->
                    new CannotRun(
                        ExitCode.USAGE,
                        "there is no secret of ours named \""
                            + key
                            + "\": see docs/configuration.md."));
    Path file = file();
    try {
      Files.createDirectories(file.getParent());
      if (Files.exists(file)) {
        throw new CannotRun(ExitCode.USAGE, file + " exists: it is never overwritten.");
      }
      if (isSigningKey(setting)) {
        SigningKeys.write(file);
      } else {
        Secrets.writeNew(file);
      }
    } catch (IOException e) {
      throw new CannotRun(ExitCode.MACHINE, "cannot write " + file + " (" + Reason.of(e) + ").", e);
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    terminal.say("Made " + file + ", which only its owner may read. For the server's environment:");
    terminal.step(
        (isSigningKey(setting) ? setting.variable() : variableOfFile(setting)) + "=" + file);
    terminal.step(Setting.variable(setting.rotatedAtKey()) + "=" + today);
    return ExitCode.OK.number();
  }

  private static String variableOfFile(Setting setting) {
    return Setting.variable(setting.fileKey());
  }

  private static boolean isSigningKey(Setting setting) {
    return setting.key().equals(Settings.JWT_KEYS);
  }

  private Path file() {
    return (output != null
            ? output
            : var.directory()
                .root()
                .resolve("generated")
                .resolve(key.equals(Settings.JWT_KEYS) ? key + ".pem" : key))
        .toAbsolutePath()
        .normalize();
  }
}
