package org.dompet.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolveDeadLettersTest {
  private WebhookScenario webhooks;
  private UUID account;

  @BeforeEach
  void open() {
    webhooks = new WebhookScenario();
    account = webhooks.books.open();
    refuse();
  }

  @AfterEach
  void prove() {
    webhooks.close();
  }

  @Test
  void aReplayRunsTheNormalPathAndCreditsOnce() {
    DeadLetter letter = bury();
    heal();
    DeadLetter resolved =
        webhooks.resolve.resolve(letter.id(), webhooks.how(DeadLetter.Status.REPLAYED));
    assertThat(resolved.status()).isEqualTo(DeadLetter.Status.REPLAYED);
    assertThat(resolved.notes()).isEqualTo("Looked into it");
    assertThat(resolved.resolvedBy()).isEqualTo(webhooks.person);
    assertThat(webhooks.state(letter.eventId())).isEqualTo("RECEIVED");
    webhooks.deliverNudges();
    assertThat(webhooks.state(letter.eventId())).isEqualTo("PROCESSED");
    assertThat(webhooks.resolve.resolve(letter.id(), webhooks.how(DeadLetter.Status.REPLAYED)))
        .isEqualTo(resolved);
    webhooks.deliverNudges();
    assertThat(webhooks.books.balance(account)).isEqualTo("10.00");
    assertThat(webhooks.audited)
        .containsExactly("dead-letter.replay by " + webhooks.person + " of " + letter.id());
  }

  @Test
  void whatFailsAgainIsANewDeadLetter() {
    DeadLetter letter = bury();
    webhooks.resolve.resolve(letter.id(), webhooks.how(DeadLetter.Status.REPLAYED));
    webhooks.deliverNudges();
    assertThat(webhooks.state(letter.eventId())).isEqualTo("DEAD");
    List<DeadLetter> open = list("stripe", DeadLetter.Status.OPEN);
    assertThat(open).hasSize(1);
    assertThat(open.get(0).eventId()).isEqualTo(letter.eventId());
    assertThat(open.get(0).id()).isNotEqualTo(letter.id());
    assertThat(webhooks.deadLettered).hasSize(2);
  }

  @Test
  void aDismissalLeavesTheEventDead() {
    DeadLetter letter = bury();
    heal();
    webhooks.resolve.resolve(letter.id(), webhooks.how(DeadLetter.Status.DISMISSED));
    assertThat(webhooks.nudges).isEmpty();
    assertThat(webhooks.state(letter.eventId())).isEqualTo("DEAD");
    assertThat(webhooks.audited)
        .containsExactly("dead-letter.dismiss by " + webhooks.person + " of " + letter.id());
    refuses(
        () -> webhooks.resolve.resolve(letter.id(), webhooks.how(DeadLetter.Status.REPLAYED)),
        Kind.ALREADY_RESOLVED);
    assertThat(webhooks.state(letter.eventId())).isEqualTo("DEAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\0b"})
  void notesAreRequired(String notes) {
    refuses(
        () ->
            new ResolveDeadLetters.Resolution(
                DeadLetter.Status.REPLAYED, notes, webhooks.person, WebhookScenario.CALLER),
        Kind.INVALID_REQUEST);
  }

  @Test
  void openIsNoResolution() {
    refuses(() -> webhooks.how(DeadLetter.Status.OPEN), Kind.INVALID_REQUEST);
  }

  @Test
  void manyAreReplayedAtOnceTheOldestFirst() {
    List<DeadLetter> letters = List.of(bury(), bury(), bury(), bury());
    heal();
    assertThat(replay("stripe", 3)).isEqualTo(3);
    assertThat(list("stripe", DeadLetter.Status.OPEN))
        .extracting(DeadLetter::id)
        .containsExactly(letters.get(3).id());
    assertThat(replay("moonpay", 3)).isZero();
    assertThat(replay(null, 3)).isEqualTo(1);
    assertThat(replay(null, 3)).isZero();
    webhooks.deliverNudges();
    assertThat(webhooks.books.balance(account)).isEqualTo("40.00");
    assertThat(webhooks.audited).hasSize(4);
  }

  @Test
  void theyAreListedNewestFirstInPages() {
    DeadLetter first = bury();
    DeadLetter second = bury();
    DeadLetter third = bury();
    DeadLetters.Filter open = new DeadLetters.Filter(null, DeadLetter.Status.OPEN);
    assertThat(webhooks.deadLetters.list(open, null, 2)).containsExactly(third, second);
    assertThat(webhooks.deadLetters.list(open, second.id(), 2)).containsExactly(first);
    assertThat(list("moonpay", null)).isEmpty();
    assertThat(webhooks.deadLetters.find(first.id())).isEqualTo(first);
    refuses(() -> webhooks.deadLetters.find(UUID.randomUUID()), Kind.NOT_FOUND);
  }

  private DeadLetter bury() {
    UUID event = webhooks.send("test.credit");
    webhooks.process.process(event);
    webhooks.nudges.clear();
    return list("stripe", DeadLetter.Status.OPEN).stream()
        .filter(letter -> letter.eventId().equals(event))
        .findFirst()
        .orElseThrow();
  }

  private void refuse() {
    webhooks.on(
        "test.credit",
        event -> {
          throw Refusal.of(Kind.NOT_FOUND, "There is no such order");
        });
  }

  private void heal() {
    webhooks.on("test.credit", webhooks.credit(account, "10.00"));
  }

  private List<DeadLetter> list(String provider, DeadLetter.Status status) {
    return webhooks.deadLetters.list(new DeadLetters.Filter(provider, status), null, 100);
  }

  private int replay(String provider, int limit) {
    return webhooks.resolve.replay(
        provider, limit, "Healed", webhooks.person, WebhookScenario.CALLER);
  }

  private static void refuses(ThrowingCallable call, Kind kind) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
