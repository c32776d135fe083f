package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.ledger.RetriesConflicts;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.time.UuidV7;
import org.jspecify.annotations.Nullable;

/**
 * Signs a person in by the initData that Telegram gave to the Mini App. The first time creates
 * them; later their name and language follow Telegram's.
 */
@ApplicationScoped
public class SignInWithTelegram {
  private InitDataVerifier verifier;
  private Users users;
  private Sessions sessions;
  private AuditLog audit;
  private Event<UserRegistered> registered;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected SignInWithTelegram() {}

  @Inject
  SignInWithTelegram(
      InitDataVerifier verifier,
      Users users,
      Sessions sessions,
      AuditLog audit,
      Event<UserRegistered> registered,
      Clock clock) {
    this.verifier = verifier;
    this.users = users;
    this.sessions = sessions;
    this.audit = audit;
    this.registered = registered;
    this.clock = clock;
  }

  /** Whether this installation has a bot. */
  public boolean isConfigured() {
    return verifier.isConfigured();
  }

  /**
   * Begins a session. Who has a second factor gives its code afterwards: {@link StepUp}.
   *
   * @throws Refusal {@link Kind#SIGN_IN_REFUSED}, the same for everything that doesn't hold; {@link
   *     Kind#NOT_CONFIGURED} without a bot
   */
  @RetriesConflicts // two first requests at once: the second finds what the first made
  @Transactional
  public Session signIn(String initData, Caller caller) {
    if (!verifier.isConfigured()) {
      throw Refusal.of(Kind.NOT_CONFIGURED, "This installation has no Telegram bot");
    }
    TelegramUser telegram;
    try {
      telegram = verifier.verify(initData);
    } catch (InitData.Malformed refused) {
      audit.refused("sign-in.telegram", null, String.valueOf(refused.getMessage()), caller);
      throw Refusal.of(Kind.SIGN_IN_REFUSED, "Telegram's data was not accepted");
    }
    return sessions.begin(createOrFollow(telegram), "telegram", null, caller);
  }

  private User createOrFollow(TelegramUser telegram) {
    User known = users.findByTelegramId(telegram.id()).orElse(null);
    takeUsername(telegram, known);
    if (known != null) {
      known.follow(telegram);
      return known;
    }
    User created = User.fromTelegram(UuidV7.next(clock), telegram, clock.instant());
    users.add(created);
    users.flush();
    registered.fire(new UserRegistered(created.id()));
    return created;
  }

  /** Whoever had the name before has it no more: in Telegram only one can. */
  private void takeUsername(TelegramUser telegram, @Nullable User taker) {
    if (telegram.username() == null) {
      return;
    }
    users
        .findByUsername(telegram.username())
        .filter(holder -> taker == null || !holder.id().equals(taker.id()))
        .ifPresent(
            holder -> {
              holder.loseUsername();
              users.flush();
            });
  }
}
