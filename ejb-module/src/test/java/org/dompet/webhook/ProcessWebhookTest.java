package org.dompet.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dompet.ledger.Account;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProcessWebhookTest {
  private WebhookScenario webhooks;
  private UUID account;

  @BeforeEach
  void open() {
    webhooks = new WebhookScenario();
    account = webhooks.books.open();
    webhooks.on("test.credit", webhooks.credit(account, "10.00"));
    webhooks.on(
        "test.poison",
        event -> {
          throw new IllegalStateException("Poison");
        });
  }

  @AfterEach
  void prove() {
    webhooks.close();
  }

  @Test
  void creditsOnceHoweverOftenItIsNudged() {
    UUID event = webhooks.send("test.credit");
    webhooks.clock.advance(Duration.ofMillis(250));
    webhooks.process.process(event);
    webhooks.process.process(event);
    webhooks.processor(null).process(event);
    assertThat(webhooks.state(event)).isEqualTo("PROCESSED");
    assertThat(webhooks.books.balance(account)).isEqualTo("10.00");
    assertThat(webhooks.steps.get(1).took()).isPositive();
    assertThat(webhooks.steps.get(1).took(Duration.ZERO))
        .isEqualTo(
            new WebhookStep(
                "stripe",
                WebhookStep.Kind.PROCESSED,
                "test.credit",
                Duration.ofMillis(250),
                Duration.ZERO));
  }

  @Test
  void ignoresWhatNobodyHandles() {
    UUID event = webhooks.send("customer.subscription.created");
    webhooks.deliverNudges();
    assertThat(webhooks.state(event)).isEqualTo("IGNORED");
  }

  @Test
  void takesAlongWhateverIsDue() {
    List<UUID> events = new ArrayList<>();
    for (int i = 0; i < 450; i++) {
      events.add(webhooks.send("test.credit"));
    }
    webhooks.process.process(events.get(0));
    assertThat(webhooks.books.balance(account)).isEqualTo("4500.00");
    assertThat(events).allMatch(event -> webhooks.state(event).equals("PROCESSED"));
    assertThat(
            webhooks.text(
                "select count(distinct recorded_at) from journal_entry e join posting p on"
                    + " p.entry_id = e.id where p.account_id = ?",
                account))
        .isEqualTo("1");
  }

  @Test
  void letsAPoisonedEventFailAlone() {
    List<UUID> good = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      good.add(webhooks.send("test.credit"));
    }
    UUID poison = webhooks.send("test.poison");
    for (int i = 0; i < 5; i++) {
      good.add(webhooks.send("test.credit"));
    }
    webhooks.deliverNudges();
    assertThat(good).allMatch(event -> webhooks.state(event).equals("PROCESSED"));
    assertThat(webhooks.state(poison)).isEqualTo("RETRYING");
    assertThat(webhooks.books.balance(account)).isEqualTo("100.00");
  }

  /** 1, 5, 15, 30 and 60 minutes after the failure before; then it is dead. */
  @Test
  void walksTheWholeScheduleAndBuriesWhatFailsToTheEnd() {
    UUID event = webhooks.send("test.poison");
    Instant first = webhooks.clock.instant();
    for (int minutes : new int[] {1, 5, 15, 30, 60}) {
      webhooks.deliverNudges();
      Duration wait = Duration.ofMinutes(minutes);
      assertThat(webhooks.state(event)).isEqualTo("RETRYING");
      assertThat(webhooks.nudges).containsExactly(new WebhookScenario.Nudge(event, wait));
      assertThat(
              webhooks.text(
                  "select next_attempt_at - last_failed_at = make_interval(mins => ?) from"
                      + " webhook_event where id = ?",
                  minutes,
                  event))
          .isEqualTo("t");
      webhooks.clock.advance(wait.minusMillis(1));
      webhooks.process.process(event);
      assertThat(webhooks.nudges).hasSize(1);
      webhooks.clock.advance(Duration.ofMillis(1));
    }
    assertThat(webhooks.deadLettered).isEmpty();
    webhooks.deliverNudges();
    assertThat(webhooks.state(event)).isEqualTo("DEAD");
    assertThat(webhooks.nudges).isEmpty();
    DeadLetter letter = onlyDeadLetter();
    assertThat(letter.attempts()).isEqualTo(6);
    assertThat(letter.reason()).isEqualTo("IllegalStateException: Poison");
    assertThat(letter.firstFailedAt()).isEqualTo(first);
    assertThat(letter.lastFailedAt()).isEqualTo(first.plus(Duration.ofMinutes(111)));
    assertThat(webhooks.deadLettered)
        .containsExactly(
            new WebhookDeadLettered(
                letter.id(),
                event,
                "stripe",
                letter.externalId(),
                "IllegalStateException: Poison",
                6,
                first,
                letter.lastFailedAt()));
  }

  @Test
  void succeedsAtALaterAttempt() {
    int[] attempts = {0};
    webhooks.on(
        "test.late",
        event -> {
          if (++attempts[0] < 5) {
            throw Refusal.of(Kind.NOT_YET, "Not yet");
          }
          return webhooks.credit(account, "1.00").apply(event);
        });
    UUID event = webhooks.send("test.late");
    webhooks.deliverNudges();
    webhooks.clock.advance(Duration.ofMinutes(1));
    webhooks.deliverNudges();
    webhooks.clock.advance(Duration.ofMinutes(5));
    webhooks.deliverNudges();
    assertThat(webhooks.state(event)).isEqualTo("PROCESSED");
    assertThat(webhooks.books.balance(account)).isEqualTo("1.00");
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "NOT_YET", "PROVIDER_UNAVAILABLE", "ACCOUNT_FROZEN"})
  void triesAgainWhatTimeMayHeal(Kind kind) {
    webhooks.on(
        "test.refused",
        event -> {
          throw Refusal.of(kind, "For now");
        });
    UUID event = webhooks.send("test.refused");
    webhooks.deliverNudges();
    assertThat(webhooks.state(event)).isEqualTo("RETRYING");
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_FOUND", "INVALID_AMOUNT", "CURRENCY_MISMATCH", "INVALID_REQUEST"})
  void buriesAtOnceWhatCannotHeal(Kind kind) {
    webhooks.on(
        "test.refused",
        event -> {
          throw new IllegalStateException(Refusal.of(kind, "amount", "differs"));
        });
    UUID event = webhooks.send("test.refused");
    webhooks.deliverNudges();
    assertThat(webhooks.state(event)).isEqualTo("DEAD");
    assertThat(onlyDeadLetter().attempts()).isEqualTo(1);
    assertThat(onlyDeadLetter().reason()).isEqualTo(kind.code() + ": amount differs");
  }

  @Test
  void waitsForAnAccountToBeUnfrozen() {
    webhooks.books.accounts.change(account, Account.Status.FROZEN);
    UUID event = webhooks.send("test.credit");
    webhooks.deliverNudges();
    assertThat(webhooks.state(event)).isEqualTo("RETRYING");
    webhooks.books.accounts.change(account, Account.Status.OPEN);
    webhooks.clock.advance(Duration.ofMinutes(1));
    webhooks.deliverNudges();
    assertThat(webhooks.state(event)).isEqualTo("PROCESSED");
    assertThat(webhooks.books.balance(account)).isEqualTo("10.00");
  }

  @Test
  void appliesTheEventsOfOneThingInTheOrderTheyHappened() {
    List<String> applied = new ArrayList<>();
    webhooks.on(
        "test.note",
        event -> {
          applied.add(event.eventId());
          return Booking.NOTHING;
        });
    String thing = "obj_" + UUID.randomUUID();
    String run = UUID.randomUUID().toString();
    UUID third = webhooks.send("test.note", "c" + run, thing, 30);
    webhooks.send("test.note", "b" + run, thing, 20);
    webhooks.send("test.note", "a" + run, thing, 10);
    webhooks.process.process(third);
    assertThat(applied).containsExactly("a" + run, "b" + run, "c" + run);
  }

  @Test
  void holdsALaterEventBackUntilTheEarlierOneIsDoneOrDead() {
    String thing = "obj_" + UUID.randomUUID();
    UUID earlier = webhooks.send("test.poison", "evt_a" + thing, thing, 0);
    webhooks.deliverNudges();
    List<WebhookScenario.Nudge> retry = List.copyOf(webhooks.nudges);
    UUID later = webhooks.send("test.credit", "evt_b" + thing, thing, 1);
    webhooks.process.process(later);
    assertThat(webhooks.state(later)).isEqualTo("RECEIVED");
    webhooks.on("test.poison", event -> Booking.NOTHING);
    webhooks.clock.advance(Duration.ofMinutes(1));
    retry.forEach(nudge -> webhooks.process.process(nudge.event()));
    assertThat(webhooks.state(earlier)).isEqualTo("PROCESSED");
    assertThat(webhooks.state(later)).isEqualTo("PROCESSED");
  }

  @Test
  void asksForAnotherBookingWhenTheFirstIsRefused() {
    UUID empty = webhooks.books.open();
    webhooks.on(
        "test.refund",
        event ->
            Booking.of(
                    webhooks.entry(event, account, "2.00"),
                    webhooks.books.move("3.00", empty, webhooks.books.bank()))
                .otherwise(
                    refusal -> {
                      assertThat(refusal.kind()).isEqualTo(Kind.INSUFFICIENT_FUNDS);
                      return Booking.of(webhooks.entry(event, account, "7.00"));
                    }));
    UUID event = webhooks.send("test.refund");
    webhooks.send("test.credit");
    webhooks.process.process(event);
    assertThat(webhooks.state(event)).isEqualTo("PROCESSED");
    // Nothing of the refused booking is left: its entries stand or fall together.
    assertThat(webhooks.books.balance(account)).isEqualTo("17.00");
  }

  @Test
  void failsIfTheOtherBookingIsRefusedToo() {
    UUID empty = webhooks.books.open();
    webhooks.on(
        "test.refund",
        event -> {
          Booking tooMuch = Booking.of(webhooks.books.move("3.00", empty, webhooks.books.bank()));
          return tooMuch.otherwise(refusal -> tooMuch);
        });
    UUID event = webhooks.send("test.refund");
    webhooks.deliverNudges();
    assertThat(webhooks.state(event)).isEqualTo("DEAD");
    assertThat(onlyDeadLetter().reason()).startsWith("insufficient-funds");
  }

  @Test
  void creditsOnceWhenManyNodesWorkOnTheSame() throws Exception {
    List<UUID> events = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      events.add(webhooks.send("test.credit"));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> nodes = new ArrayList<>();
    for (int node = 0; node < 4; node++) {
      ProcessWebhook other = webhooks.processor(null);
      nodes.add(threads.submit(() -> events.forEach(other::process)));
    }
    for (Future<?> node : nodes) {
      node.get();
    }
    threads.shutdown();
    assertThat(webhooks.books.balance(account)).isEqualTo("2000.00");
    assertThat(events).allMatch(event -> webhooks.state(event).equals("PROCESSED"));
  }

  @Test
  void isNudgedAgainByTheSweepWhenTheMessageWasLost() {
    UUID event = webhooks.send("test.credit");
    webhooks.nudges.clear();
    assertThat(webhooks.sweep.sweep(100)).isZero();
    webhooks.clock.advance(SweepWebhooks.PATIENCE);
    assertThat(webhooks.sweep.sweep(100)).isEqualTo(1);
    assertThat(webhooks.sweep.sweep(100)).isZero();
    webhooks.nudges.clear();
    webhooks.clock.advance(SweepWebhooks.PATIENCE);
    assertThat(webhooks.sweep.sweep(100)).isEqualTo(1);
    webhooks.deliverNudges();
    assertThat(webhooks.state(event)).isEqualTo("PROCESSED");
    webhooks.clock.advance(SweepWebhooks.PATIENCE);
    assertThat(webhooks.sweep.sweep(100)).isZero();
  }

  @Test
  void sweepsARetryWhoseMessageWasLostAndNoEventThatOthersHoldBack() {
    String thing = "obj_" + UUID.randomUUID();
    UUID poison = webhooks.send("test.poison", "evt_a" + thing, thing, 0);
    webhooks.send("test.credit", "evt_b" + thing, thing, 1);
    webhooks.deliverNudges();
    webhooks.nudges.clear();
    webhooks.clock.advance(Duration.ofMinutes(1).plus(SweepWebhooks.PATIENCE));
    assertThat(webhooks.sweep.sweep(100)).isEqualTo(1);
    assertThat(webhooks.nudges).extracting(WebhookScenario.Nudge::event).containsExactly(poison);
  }

  @Test
  void sweepsNoMoreThanItIsAskedTo() {
    for (int i = 0; i < 5; i++) {
      webhooks.send("test.credit");
    }
    webhooks.clock.advance(SweepWebhooks.PATIENCE);
    assertThat(webhooks.sweep.sweep(3)).isEqualTo(3);
    assertThat(webhooks.sweep.sweep(3)).isEqualTo(2);
  }

  @Test
  void countsWhatWaits() {
    webhooks.send("test.credit");
    webhooks.send("test.poison");
    assertThat(webhooks.inbox.depth()).containsEntry("RECEIVED", 2L);
    webhooks.deliverNudges();
    assertThat(webhooks.inbox.depth())
        .containsEntry("RECEIVED", 0L)
        .containsEntry("RETRYING", 1L)
        .containsEntry("DEAD", 0L);
  }

  private DeadLetter onlyDeadLetter() {
    List<DeadLetter> open =
        webhooks.deadLetters.list(
            new DeadLetters.Filter("stripe", DeadLetter.Status.OPEN), null, 10);
    assertThat(open).hasSize(1);
    return open.get(0);
  }
}
