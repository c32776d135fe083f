package org.dompet.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.configuration.Secret;
import org.dompet.ledger.JournalEntry;
import org.dompet.ledger.LedgerScenario;
import org.dompet.messaging.Outbound;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.testing.SettableClock;
import org.dompet.testing.TestDatabase;
import org.dompet.time.UuidV7;
import org.dompet.tracing.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks on a real database, without a container and without a broker: nudges are kept in a list,
 * and delivered when a test says so.
 */
final class WebhookScenario implements AutoCloseable {
  static final String SECRET = "whsec_of_the_scenario";
  static final Caller CALLER = new Caller("192.0.2.1", null, null);

  /** A nudge that was sent. */
  record Nudge(UUID event, Duration delay) {}

  final LedgerScenario books = new LedgerScenario();
  final SettableClock clock = books.clock;
  final List<Nudge> nudges = Collections.synchronizedList(new ArrayList<>());
  final List<WebhookStep> steps = Collections.synchronizedList(new ArrayList<>());
  final List<WebhookDeadLettered> deadLettered = new ArrayList<>();
  final List<String> audited = new ArrayList<>();
  final Map<String, Function<WebhookEvent, Booking>> effects = new HashMap<>();
  final Inbox inbox = new Inbox(books.transactions);
  final DeadLetters deadLetters = new DeadLetters(books.transactions, clock);
  final WebhookSettings settings;
  final ReceiveWebhook receive;
  final ProcessWebhook process;
  final SweepWebhooks sweep;
  final ResolveDeadLetters resolve;
  final UUID person;

  WebhookScenario() {
    this(List.of());
  }

  WebhookScenario(List<String> allowed) {
    this(allowed, null);
  }

  /** With a database for receiving that may be another one, or none. */
  WebhookScenario(List<String> allowed, @Nullable DataSource receiving) {
    WebhookSettings.Provider provider =
        new WebhookSettings.Provider(
            Secret.of(List.of(SECRET)), AddressRanges.parse("key", allowed));
    settings =
        new WebhookSettings(
            Map.of("moonpay", provider, "stripe", provider, "telegram", provider),
            WebhookSettings.DEFAULT_TOLERANCE,
            WebhookSettings.DEFAULT_SCHEDULE);
    Outbound outbound = new RecordedOutbound();
    receive =
        new ReceiveWebhook(
            List.of(new MoonPay(settings), new Stripe(settings), new Telegram(settings)),
            settings,
            receiving == null ? inbox : new Inbox(receiving),
            outbound,
            clock,
            steps::add);
    process = processor(outbound);
    sweep =
        new SweepWebhooks(inbox, outbound, clock) {
          @Override
          public int sweep(int limit) {
            return inTransaction(() -> super.sweep(limit));
          }
        };
    resolve =
        new ResolveDeadLetters(deadLetters, inbox, outbound, new RecordedAudit(), clock) {
          @Override
          public DeadLetter resolve(UUID id, Resolution resolution) {
            return inTransaction(() -> super.resolve(id, resolution));
          }

          @Override
          public int replay(
              @Nullable String from, int limit, String notes, UUID userId, Caller caller) {
            return inTransaction(() -> super.replay(from, limit, notes, userId, caller));
          }
        };
    // What other tests left waiting is none of this one's business.
    TestDatabase.execute(
        books.database.owner(),
        """
        update webhook_event set state = 'IGNORED', next_attempt_at = null, finished_at = now()
         where state in ('RECEIVED', 'RETRYING');
        update dead_letter set status = 'DISMISSED', notes = 'test', resolved_at = now(),
               resolved_by = (select id from app_user limit 1) where status = 'OPEN'\
        """);
    person = UuidV7.next(clock);
    TestDatabase.execute(
        books.database.owner(),
        "insert into app_user (id, telegram_id, display_name, created_at) values ('"
            + person
            + "', "
            + (person.getLeastSignificantBits() & 0xffffffffffL)
            + ", 'Operator', now())");
  }

  /** What another node has: the same database, and nothing else in common. */
  ProcessWebhook processor(Outbound outbound) {
    List<WebhookHandler> handlers = List.of(new Handler());
    EventEffects applied =
        new EventEffects(inbox, handlers, books.ledger, clock) {
          @Override
          public List<Done> applyDue(int limit) {
            return inTransaction(() -> super.applyDue(limit));
          }

          @Override
          public List<Done> apply(UUID id) {
            return inTransaction(() -> super.apply(id));
          }
        };
    EventFailures failures =
        new EventFailures(inbox, deadLetters, outbound, settings, clock, deadLettered::add) {
          @Override
          public Optional<WebhookStep> record(UUID id, Throwable failure) {
            return inTransaction(() -> super.record(id, failure));
          }
        };
    return new ProcessWebhook(applied, failures, inbox, clock, steps::add, Tracing.none());
  }

  /** What an effect does for events of a type. */
  void on(String type, Function<WebhookEvent, Booking> effect) {
    effects.put(type, effect);
  }

  /** An effect that pays an amount into an account, under the event's reference. */
  Function<WebhookEvent, Booking> credit(UUID account, String thb) {
    return event -> Booking.of(entry(event, account, thb));
  }

  JournalEntry entry(WebhookEvent event, UUID account, String thb) {
    return books.move(
        "webhook:" + event.reference() + ":" + account + ":credit",
        LedgerScenario.thb(thb),
        books.bank(),
        account);
  }

  /** Sends an event of Stripe's, well signed, about a thing of its own; gives our id. */
  UUID send(String type) {
    return send(type, "evt_" + UUID.randomUUID(), "obj_" + UUID.randomUUID(), 0);
  }

  UUID send(String type, String eventId, String reference, long createdAfterNow) {
    UUID id = deliver(body(type, eventId, reference, createdAfterNow)).id();
    if (id == null) {
      throw new AssertionError("It is a duplicate");
    }
    return id;
  }

  String body(String type, String eventId, String reference, long createdAfterNow) {
    return "{\"id\":\"%s\",\"type\":\"%s\",\"created\":%d,\"data\":{\"object\":{\"id\":\"%s\",\"client_secret\":\"s\"}}}"
        .formatted(eventId, type, clock.instant().getEpochSecond() + createdAfterNow, reference);
  }

  ReceiveWebhook.Received deliver(String body) {
    String header = "t=" + clock.instant().getEpochSecond() + ",v1=" + hmac(body);
    return receive.receive(
        new ReceiveWebhook.Call("stripe", "192.0.2.7", name -> header, body.getBytes(UTF_8)));
  }

  /** Delivers the nudges that were sent since the last time, delayed or not. */
  void deliverNudges() {
    List<Nudge> sent = List.copyOf(nudges);
    nudges.clear();
    sent.forEach(nudge -> process.process(nudge.event()));
  }

  String state(UUID event) {
    return text("select state from webhook_event where id = ?", event);
  }

  String text(String sql, Object... parameters) {
    return Rows.query(
            books.database.owner(), sql, row -> String.valueOf(row.getString(1)), parameters)
        .get(0);
  }

  ResolveDeadLetters.Resolution how(DeadLetter.Status status) {
    return new ResolveDeadLetters.Resolution(status, "Looked into it", person, CALLER);
  }

  @Override
  public void close() {
    books.close();
  }

  private <T> T inTransaction(Supplier<T> work) {
    return books.transactions.call(work);
  }

  private String hmac(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal((clock.instant().getEpochSecond() + "." + body).getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private final class Handler implements WebhookHandler {
    @Override
    public boolean handles(String provider, String type) {
      return effects.containsKey(type);
    }

    @Override
    public Booking apply(WebhookEvent event) {
      return effects.get(event.type()).apply(event);
    }
  }

  private final class RecordedOutbound extends Outbound {
    @Override
    public void send(String queue, String text) {
      send(queue, text, Duration.ZERO);
    }

    @Override
    public void send(String queue, String text, Duration delay) {
      if (!queue.equals(ProcessWebhook.QUEUE)) {
        throw Refusal.of(Kind.NOT_FOUND, queue);
      }
      nudges.add(new Nudge(UUID.fromString(text), delay));
    }
  }

  private final class RecordedAudit extends AuditLog {
    @Override
    public void done(String action, String actor, @Nullable String target, Caller caller) {
      audited.add(action + " by " + actor + " of " + target);
    }
  }
}
