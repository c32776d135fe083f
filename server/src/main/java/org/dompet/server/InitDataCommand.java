package org.dompet.server;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.RunState;
import org.dompet.server.place.Secrets;
import org.dompet.server.place.Settings;
import org.dompet.server.place.VarDirectory;
import org.dompet.server.telegram.InitData;
import org.dompet.server.telegram.TelegramUser;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "initdata",
    description =
        "Print signed Telegram initData for a person of your choice, to try the API of the demo.")
final class InitDataCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Settings settings;
  private final Clock clock;

  @Mixin private VarOption var = new VarOption();

  @Option(
      names = "--telegram-id",
      required = true,
      paramLabel = "N",
      description = "Telegram's number of the person.")
  private long telegramId;

  @Option(names = "--name", description = "First name (default: Demo).")
  private String name = "Demo";

  @Option(names = "--username", description = "User name, without @ (default: none).")
  private @Nullable String username;

  @Option(names = "--language", description = "Language, such as en or th (default: en).")
  private String language = "en";

  InitDataCommand(Terminal terminal, Settings settings, Clock clock) {
    this.terminal = terminal;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (telegramId <= 0) {
      throw new CannotRun(ExitCode.USAGE, "--telegram-id must be a positive number.");
    }
    TelegramUser user = new TelegramUser(telegramId, name, username, language);
    terminal.say(new InitData(botToken(), clock).signedFor(user, UUID.randomUUID().toString()));
    return ExitCode.OK.number();
  }

  private String botToken() {
    VarDirectory directory = var.directory();
    boolean isDemo =
        RunState.of(directory).find(RunState.PROFILE).filter(Profile.DEMO::equals).isPresent();
    if (!isDemo) {
      throw new CannotRun(
          ExitCode.USAGE,
          directory + " holds no demo: initdata signs for the demo alone (start with --demo).");
    }
    return settings
        .find(Settings.BOT_TOKENS)
        .map(tokens -> List.of(tokens.split(",")).get(0).strip())
        .or(() -> new Secrets(directory.secrets()).find(Profile.BOT_TOKEN_SECRET))
        .orElseThrow(() -> new CannotRun(ExitCode.USAGE, "the demo has not been started yet."));
  }
}
