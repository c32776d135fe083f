package org.dompet.server.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The broker or the database is away, or goes away: a provider notices at most a delay. */
@ExtendWith(ChaosExtension.class)
class OutageChaosIT {
  private static final int MANY = 60;

  private final Installation installation;
  private final Database database;
  private final BrokerProcess broker;
  private final MoonPay moonPay;
  private final List<Customer.Order> orders = new ArrayList<>();
  private Customer customer;

  OutageChaosIT(Installation installation) {
    this.installation = installation;
    this.database = installation.database();
    this.broker = installation.broker();
    this.moonPay = new MoonPay(installation.port());
  }

  @BeforeEach
  void comeAsACustomer() throws Exception {
    customer = new Customer(installation);
  }

  @Test
  void acceptsWithoutABrokerAndCreditsWhenItIsBack() throws Exception {
    place(1);
    broker.kill();
    assertThat(moonPay.tell(event(0))).isEqualTo(202);
    broker.start();
    database.letTimePass();
    customer.proveCreditedOnce(orders);
  }

  @Test
  void acceptsAllOfABurstThoughTheBrokerIsKilledInIt() throws Exception {
    place(MANY);
    try (Burst burst = new Burst(moonPay, events())) {
      burst.awaitAccepted(30);
      broker.kill();
      burst.awaitAccepted(70);
      broker.start();
      burst.awaitAccepted(100);
      assertThat(burst.repeated()).isZero();
    }
    database.letTimePass();
    customer.proveCreditedOnce(orders);
  }

  @Test
  void creditsOnceThoughTheDatabaseEndsItsSessionsInABurst() throws Exception {
    place(MANY);
    long ended = 0;
    try (Burst burst = new Burst(moonPay, events())) {
      for (int percent = 20; percent < 100; percent += 20) {
        burst.awaitAccepted(percent);
        ended += database.endSessions();
      }
      burst.awaitAccepted(100);
    }
    assertThat(ended).isPositive();
    database.letTimePass();
    customer.proveCreditedOnce(orders);
  }

  @Test
  void asksToSendAgainWhileTheDatabaseCannotBeReached() throws Exception {
    place(1);
    installation.toDatabase().cut();
    HttpResponse<String> answer = moonPay.send(event(0)).join();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).contains("/problems/busy");
    installation.toDatabase().mend();
    moonPay.insist(event(0));
    customer.proveCreditedOnce(orders);
  }

  private void place(int many) throws Exception {
    for (int i = 0; i < many; i++) {
      orders.add(customer.order("2.5"));
    }
  }

  private String event(int number) {
    return MoonPay.completed(orders.get(number));
  }

  private List<String> events() {
    return orders.stream().map(MoonPay::completed).toList();
  }
}
