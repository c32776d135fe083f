package org.dompet.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Reason;
import org.dompet.server.place.RunState;
import org.dompet.server.place.Secrets;
import org.dompet.server.place.Settings;
import org.dompet.server.place.VarDirectory;
import org.dompet.server.postgres.PostgresServer;
import org.dompet.server.schema.DatabaseAddress;
import org.dompet.server.schema.DatabaseRoles;
import org.dompet.server.webhook.PlacedOrder;
import org.dompet.server.webhook.SignedEvent;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Groups what plays a payment provider. */
@Command(
    name = "webhook",
    description = "Play a payment provider to the running demo.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class)
final class WebhookCommand {

  /** The providers whose events can be made, with what can happen at each. */
  enum Provider {
    MOONPAY("completed, pending, failed"),
    STRIPE("completed, expired, refunded");

    private final String statuses;

    Provider(String statuses) {
      this.statuses = statuses;
    }

    boolean knows(String status) {
      return List.of(statuses.split(", ")).contains(status);
    }

    /** The demo's webhook secret among the secrets. */
    String secret() {
      return "demo-webhook-" + this;
    }

    /** The setting that holds the webhook secrets. */
    String setting() {
      return "dompet.webhook." + this + ".secrets";
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Command(
      name = "send",
      description = "Sign an event about a top-up order as the provider does, and send it.")
  static final class Send implements Callable<Integer> {

    private final Terminal terminal;
    private final Settings settings;
    private final Clock clock;

    @Mixin private VarOption var = new VarOption();

    @Parameters(paramLabel = "PROVIDER", description = "moonpay or stripe.")
    private @Nullable Provider provider;

    @Option(
        names = "--order",
        required = true,
        paramLabel = "ID",
        description = "The order, as POST /api/v1/onramp/orders answered it.")
    private @Nullable UUID order;

    @Option(
        names = "--status",
        description =
            "What happened: completed (default), pending or failed at MoonPay; completed, expired"
                + " or refunded at Stripe.")
    private String status = "completed";

    Send(Terminal terminal, Settings settings, Clock clock) {
      this.terminal = terminal;
      this.settings = settings;
      this.clock = clock;
    }

    @Override
    public Integer call() {
      Provider sender = Objects.requireNonNull(provider);
      if (!sender.knows(status)) {
        throw new CannotRun(
            ExitCode.USAGE, "--status of " + sender + " must be one of " + sender.statuses + ".");
      }
      VarDirectory directory = var.directory();
      RunState state = RunState.of(directory);
      if (state.find(RunState.PROFILE).filter(Profile.DEMO::equals).isEmpty()) {
        throw new CannotRun(
            ExitCode.USAGE,
            directory
                + " holds no demo: webhooks are made for the demo alone (start with --demo).");
      }
      URI server =
          state
              .find(RunState.URL)
              .map(URI::create)
              .orElseThrow(
                  () -> new CannotRun(ExitCode.USAGE, "the demo has not been started yet."));
      Secrets secrets = new Secrets(directory.secrets());
      PlacedOrder placed = placed(sender, state, secrets);
      return deliver(event(sender, placed, secrets), server);
    }

    private SignedEvent event(Provider sender, PlacedOrder placed, Secrets secrets) {
      String secret =
          settings
              .find(sender.setting())
              .map(all -> List.of(all.split(",")).get(0).strip())
              .or(() -> secrets.find(sender.secret()))
              .orElseThrow(
                  () -> new CannotRun(ExitCode.USAGE, "the demo has not been started yet."));
      return sender == Provider.MOONPAY
          ? SignedEvent.ofMoonPay(placed, status, secret, clock)
          : SignedEvent.ofStripe(placed, status, secret, clock);
    }

    private PlacedOrder placed(Provider sender, RunState state, Secrets secrets) {
      UUID id = Objects.requireNonNull(order);
      DatabaseAddress database = database(state, secrets);
      PlacedOrder placed;
      try (Connection connection = DatabaseRoles.connect(database)) {
        placed =
            PlacedOrder.find(connection, id)
                .orElseThrow(() -> new CannotRun(ExitCode.USAGE, "there is no order " + id + "."));
      } catch (SQLException e) {
        throw DatabaseRoles.refused(database, e);
      }
      if (!placed.provider().equals(sender.name())) {
        throw new CannotRun(
            ExitCode.USAGE,
            "order "
                + id
                + " is to be paid at "
                + placed.provider().toLowerCase(Locale.ROOT)
                + ".");
      }
      return placed;
    }

    private static DatabaseAddress database(RunState state, Secrets secrets) {
      String port = state.find(RunState.POSTGRES_PORT).orElse("0");
      return new DatabaseAddress(
          PostgresServer.url(Integer.parseInt(port), DatabaseRoles.DATABASE),
          DatabaseRoles.APPLICATION,
          secrets.password(DatabaseRoles.APPLICATION.replace('_', '-')));
    }

    private int deliver(SignedEvent event, URI server) {
      try {
        HttpResponse<String> answer =
            HttpClient.newHttpClient().send(event.to(server), BodyHandlers.ofString());
        terminal.say(answer.statusCode() + " " + answer.body());
        return (answer.statusCode() < 300 ? ExitCode.OK : ExitCode.APPLICATION).number();
      } catch (IOException e) {
        throw new CannotRun(
            ExitCode.APPLICATION,
            "Dompet does not answer at " + server + " (" + Reason.of(e) + ").",
            e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return ExitCode.UNEXPECTED.number();
      }
    }
  }
}
