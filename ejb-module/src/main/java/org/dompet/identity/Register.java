package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Locale;
import org.dompet.audit.Caller;
import org.dompet.ledger.RetriesConflicts;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.time.UuidV7;

/** Registers somebody by e-mail address and password, and signs them in. */
@ApplicationScoped
public class Register {
  private static final int LONGEST = 200;

  private Users users;
  private Sessions sessions;
  private Event<UserRegistered> registered;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Register() {}

  @Inject
  Register(Users users, Sessions sessions, Event<UserRegistered> registered, Clock clock) {
    this.users = users;
    this.sessions = sessions;
    this.registered = registered;
    this.clock = clock;
  }

  /**
   * Creates them and begins a session.
   *
   * @throws Refusal {@link Kind#INVALID_REQUEST} naming the field, or {@link Kind#EMAIL_TAKEN}
   */
  @RetriesConflicts // two first requests at once: the second finds what the first made
  @Transactional
  public Session register(String email, String password, String displayName, Caller caller) {
    String address = address(email);
    String name = name(displayName);
    String hash = Passwords.hashNew(password);
    if (users.findByEmail(address).isPresent()) {
      throw Refusal.of(Kind.EMAIL_TAKEN, "email", "is registered already");
    }
    User user = User.withEmail(UuidV7.next(clock), address, hash, name, clock.instant());
    users.add(user);
    users.flush();
    registered.fire(new UserRegistered(user.id()));
    return sessions.begin(user, "registration", null, caller);
  }

  /** An e-mail address as it is kept. */
  static String address(String email) {
    String address = normalize(email);
    if (address.length() > LONGEST
        || !address.matches("[^\\s@\\p{Cntrl}]+@[^\\s@\\p{Cntrl}]+\\.[^\\s@\\p{Cntrl}]+")) {
      throw Refusal.of(Kind.INVALID_REQUEST, "email", "is not an e-mail address");
    }
    return address;
  }

  /** A name as it is kept. */
  static String name(String displayName) {
    if (displayName.isBlank()
        || displayName.length() > LONGEST
        || displayName.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.of(
          Kind.INVALID_REQUEST,
          "displayName",
          "must have 1 to " + LONGEST + " printable characters");
    }
    return displayName.strip();
  }

  static String normalize(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }
}
