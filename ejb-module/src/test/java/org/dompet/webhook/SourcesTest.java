package org.dompet.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dompet.configuration.Secret;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each provider's calls prove and say. The signatures were made by OpenSSL. */
class SourcesTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_769_860_800L);
  private static final String ORDER = "01a1fd25-7b54-7000-8847-03a512b5bec7";
  private static final String MOONPAY =
      "{\"type\":\"transaction_updated\",\"data\":{\"id\":\"tx-1\",\"status\":\"completed\","
          + "\"updatedAt\":\"2026-01-31T12:00:00.123Z\",\"externalTransactionId\":\""
          + ORDER
          + "\"}}";
  private static final String BY_ONE =
      "ec1dd10e802d03e2591284b16a968ab0d0e4df650e16b9ad212e75c2b7fc78b8";
  private static final String BY_TWO =
      "ea39b3ebd70e19bd61de3f53722dfd73d88050920a2555a4794c2090cd5f3a67";

  private final WebhookSettings settings = settings(List.of("whsec_one", "whsec_two"));
  private final MoonPay moonPay = new MoonPay(settings);
  private final Stripe stripe = new Stripe(settings);
  private final Telegram telegram = new Telegram(settings);

  @Test
  void moonPaySignsWithVersionTwo() {
    assertThat(isFromMoonPay("t=1769860800,s=" + BY_ONE)).isTrue();
    assertThat(isFromMoonPay("t=1769860800,s=" + BY_TWO)).isTrue();
    assertThat(isFromMoonPay("t=1769860801,s=" + BY_ONE)).isFalse();
    assertThat(isFromMoonPay("t=1769860800,v1=" + BY_ONE)).isFalse();
    assertThat(isFromMoonPay(BY_ONE)).isFalse();
  }

  @Test
  void aSecretThatIsMissingBelievesNobody() {
    WebhookSettings none = settings(List.of());
    for (WebhookSource source : List.of(new MoonPay(none), new Stripe(none), new Telegram(none))) {
      assertThat(source.isConfigured()).isFalse();
      for (String header : List.of("", "t=1769860800,s=" + BY_ONE + ",v1=" + BY_ONE)) {
        assertThat(source.isAuthentic(MOONPAY.getBytes(UTF_8), name -> header, NOW)).isFalse();
      }
    }
  }

  @Test
  void telegramShowsOneOfItsSecretTokens() {
    byte[] body = "{\"update_id\":1}".getBytes(UTF_8);
    for (String good : List.of("whsec_one", "whsec_two")) {
      assertThat(telegram.isAuthentic(body, name -> token(name, good), NOW)).isTrue();
    }
    for (String bad : List.of("", "whsec_on", "whsec_one ", "WHSEC_ONE", "whsec_one,whsec_two")) {
      assertThat(telegram.isAuthentic(body, name -> token(name, bad), NOW)).as(bad).isFalse();
    }
    assertThat(telegram.isAuthentic(body, name -> null, NOW)).isFalse();
  }

  @Test
  void aChangeOfAMoonPayTransactionIsAnEvent() {
    WebhookSource.Reading completed = read(moonPay, MOONPAY);
    assertThat(completed.type()).isEqualTo("transaction_updated");
    assertThat(completed.occurredAt()).isEqualTo(Instant.parse("2026-01-31T12:00:00.123Z"));
    assertThat(completed.reference()).isEqualTo(ORDER);
    assertThat(read(moonPay, MOONPAY.replace("completed", "pending")).eventId())
        .isNotEqualTo(completed.eventId());
    assertThat(read(moonPay, MOONPAY.replace(".123Z", ".124Z")).eventId())
        .isNotEqualTo(completed.eventId());
    assertThat(read(moonPay, MOONPAY.replace("externalTransactionId", "other")).reference())
        .isEqualTo("tx-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "checkout.session.completed |"
            + " {'id':'cs_1','client_reference_id':'o-1','payment_intent':'pi_1'} | o-1",
        "checkout.session.expired | {'id':'cs_1','metadata':{'order_id':'o-2'}} | o-2",
        "charge.refunded | {'id':'ch_1','payment_intent':'pi_1','metadata':{'order_id':'o-3'}} |"
            + " o-3",
        "charge.refunded | {'id':'ch_1','payment_intent':'pi_1','metadata':{}} | pi_1",
        "invoice.paid | {'id':'in_1','subscription':'sub_1'} | sub_1",
        "customer.subscription.updated | {'id':'sub_1','metadata':{'order_id':'x'}} | sub_1",
        "anything | {} | "
      })
  void stripesEventsAreAboutOurOrderOrTheirOwnThings(String type, String object, String about) {
    WebhookSource.Reading reading =
        read(
            stripe,
            "{'id':'evt_1','type':'%s','created':1769860800,'data':{'object':%s}}"
                .formatted(type, object)
                .replace('\'', '"'));
    assertThat(reading).isEqualTo(new WebhookSource.Reading("evt_1", type, NOW, about));
  }

  @Test
  void aTelegramUpdateIsOfTheTypeOfWhatItHolds() {
    assertThat(read(telegram, "{\"update_id\":7,\"message\":{\"date\":1700000000}}"))
        .isEqualTo(
            new WebhookSource.Reading("7", "message", Instant.ofEpochSecond(1_700_000_000), null));
    assertThat(read(telegram, "{\"inline_query\":{},\"update_id\":8}"))
        .isEqualTo(new WebhookSource.Reading("8", "inline_query", NOW, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "moonpay | {} | type",
        "moonpay | {'type':'a','data':[]} | data.id",
        "moonpay | {'type':'a','data':{'id':'1','status':'b'}} | data.updatedAt",
        "moonpay | {'type':'a','data':{'id':'1','status':'b','updatedAt':'yesterday'}} |"
            + " data.updatedAt",
        "moonpay |"
            + " {'type':'a','data':{'id':'1','status':'b','updatedAt':'+999999999-01-01T00:00:00Z'}}"
            + " | data.updatedAt",
        "stripe | {'id':'','type':'a','created':1} | id",
        "stripe | {'id':'a','type':'a','created':'1'} | created",
        "stripe | {'id':'a','type':'a','created':1e999999} | created",
        "stripe | {'id':'a','type':{},'created':1} | type",
        "telegram | {'message':{}} | update_id",
        "telegram | {'update_id':1} | "
      })
  void whatDoesNotSayWhatItMustIsRefused(String provider, String body, String field) {
    WebhookSource source =
        Map.of("moonpay", moonPay, "stripe", stripe, "telegram", telegram).get(provider);
    assertThatThrownBy(() -> read(source, body.replace('\'', '"')))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Kind.INVALID_REQUEST);
              assertThat(refusal.field()).isEqualTo(field);
            });
  }

  private boolean isFromMoonPay(String signature) {
    return moonPay.isAuthentic(
        MOONPAY.getBytes(UTF_8),
        name -> name.equals("Moonpay-Signature-V2") ? signature : null,
        NOW);
  }

  private static String token(String name, String token) {
    return name.equals("X-Telegram-Bot-Api-Secret-Token") ? token : null;
  }

  private static WebhookSource.Reading read(WebhookSource source, String body) {
    return source.read(Json.object(body.getBytes(UTF_8)), NOW);
  }

  private static WebhookSettings settings(List<String> secrets) {
    WebhookSettings.Provider provider =
        new WebhookSettings.Provider(Secret.of(secrets), AddressRanges.parse("key", List.of()));
    return new WebhookSettings(
        Map.of("moonpay", provider, "stripe", provider, "telegram", provider),
        Duration.ofMinutes(5),
        WebhookSettings.DEFAULT_SCHEDULE);
  }
}
