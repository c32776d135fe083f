package org.dompet.server.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code kill -9} of the server between every two steps of a webhook's life. Each test holds the
 * server up exactly there, says how it knows, kills, and starts it again.
 */
@ExtendWith(ChaosExtension.class)
class CrashedWebhookChaosIT {
  private static final String QUEUE = Installation.QUEUE;

  /** In the packet that sends a message, and in no other. */
  private static final String PART_OF_A_NUDGE = "__AMQ_CID";

  private final Installation installation;
  private final Database database;
  private final BrokerProcess broker;
  private final MoonPay moonPay;
  private Customer customer;
  private Customer.Order order;
  private String event;

  CrashedWebhookChaosIT(Installation installation) {
    this.installation = installation;
    this.database = installation.database();
    this.broker = installation.broker();
    this.moonPay = new MoonPay(installation.port());
  }

  @BeforeEach
  void placeAnOrder() throws Exception {
    customer = new Customer(installation);
    order = customer.order("25.5");
    event = MoonPay.completed(order);
  }

  @Test
  void beforeTheEventIsRecorded() throws Exception {
    AtomicReference<CompletableFuture<HttpResponse<String>>> answer = new AtomicReference<>();
    database.whileHolding(
        () -> {
          answer.set(moonPay.send(event));
          database.awaitBlocked("insert into webhook_event%");
          installation.kill();
        },
        "lock table webhook_event in exclusive mode");
    assertThat(answer.get()).isCompletedExceptionally();
    assertThat(states()).isEmpty();

    installation.start();
    moonPay.insist(event);
    customer.proveCreditedOnce(order);
  }

  @Test
  void afterTheEventIsRecordedBeforeTheNudgeLeaves() throws Exception {
    installation.toBroker().goDead();
    CompletableFuture<HttpResponse<String>> answer = moonPay.send(event);
    Eventually.holds(() -> states().equals("RECEIVED"), () -> "Not recorded: " + states());
    assertThat(answer).isNotDone();
    installation.kill();
    assertThat(answer).isCompletedExceptionally();
    assertThat(broker.count(QUEUE)).isZero();

    installation.start();
    moonPay.insist(event);
    assertThat(states()).isEqualTo("RECEIVED");
    database.letTimePass();
    customer.proveCreditedOnce(order);
  }

  @Test
  void afterTheNudgeHasLeftBeforeTheAnswer() throws Exception {
    installation.toBroker().goMuteAfter(PART_OF_A_NUDGE);
    CompletableFuture<HttpResponse<String>> answer = moonPay.send(event);
    Eventually.holds(() -> broker.count(QUEUE) == 1, () -> "No message has arrived");
    assertThat(answer).isNotDone();
    installation.kill();
    assertThat(answer).isCompletedExceptionally();
    assertThat(states()).isEqualTo("RECEIVED");

    installation.start();
    moonPay.insist(event);
    customer.proveCreditedOnce(order);
  }

  @Test
  void afterTheMessageIsTakenBeforeTheEventIsLocked() throws Exception {
    broker.pause(QUEUE);
    assertThat(moonPay.tell(event)).isEqualTo(202);
    database.whileHolding(
        () -> {
          broker.resume(QUEUE);
          database.awaitBlocked("select e.id%for update%");
          installation.kill();
        },
        "lock table webhook_event in exclusive mode");
    assertThat(broker.count(QUEUE)).isEqualTo(1);
    recoversByItself();
  }

  @Test
  void afterTheEventIsLockedBeforeTheOrderIs() throws Exception {
    database.whileHolding(
        () -> {
          assertThat(moonPay.tell(event)).isEqualTo(202);
          database.awaitBlocked("%from onramp_order%");
          installation.kill();
        },
        "select from onramp_order where id = ? for update",
        UUID.fromString(order.id()));
    recoversByItself();
  }

  @Test
  void afterTheOrderIsLockedBeforeTheAccountsAre() throws Exception {
    database.whileHolding(
        () -> {
          assertThat(moonPay.tell(event)).isEqualTo(202);
          database.awaitBlocked("%from account where id = any%");
          installation.kill();
        },
        "select from account where id = ? for update",
        customer.account());
    recoversByItself();
  }

  @Test
  void afterTheBookingBeforeTheCommit() throws Exception {
    database.whileNobodyCanCommit(
        () -> {
          assertThat(moonPay.tell(event)).isEqualTo(202);
          database.awaitBlocked("commit");
          installation.kill();
        });
    recoversByItself();
  }

  @Test
  void afterTheCommitBeforeTheMessageIsAcknowledged() throws Exception {
    database.whileNobodyCanCommit(
        () -> {
          assertThat(moonPay.tell(event)).isEqualTo(202);
          database.awaitBlocked("commit");
          installation.toBroker().goDead();
        });
    Eventually.holds(() -> states().equals("PROCESSED"), () -> "Not processed: " + states());
    installation.kill();
    assertThat(credits()).isEqualTo(1);
    assertThat(broker.count(QUEUE)).isEqualTo(1);

    installation.start();
    Eventually.holds(() -> broker.count(QUEUE) == 0, () -> "The message is still there");
    customer.proveCreditedOnce(order);
  }

  /** Nothing has happened yet; what was accepted needs nobody to say it again. */
  private void recoversByItself() throws IOException {
    assertThat(states()).isEqualTo("RECEIVED");
    assertThat(credits()).isZero();
    installation.start();
    customer.proveCreditedOnce(order);
  }

  /** The states of all events of the order. */
  private String states() {
    return database.text(
        "select coalesce(string_agg(state, ' '), '') from webhook_event where reference = ?",
        order.id());
  }

  private long credits() {
    return database.number("select count(*) from journal_entry where reference = ?", order.id());
  }
}
