package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Signs somebody in by e-mail address and password, and the code of their second factor if they
 * have one. In small transactions: a password takes a quarter of a second to check, and no
 * connection waits for that.
 */
@ApplicationScoped
public class SignInWithEmail {
  private Users users;
  private Sessions sessions;
  private SecondFactor secondFactor;
  private SignInAttempts attempts;
  private AuditLog audit;
  private Event<StaffUnderAttack> attacked;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected SignInWithEmail() {}

  @Inject
  SignInWithEmail(
      Users users,
      Sessions sessions,
      SecondFactor secondFactor,
      SignInAttempts attempts,
      AuditLog audit,
      Event<StaffUnderAttack> attacked,
      Clock clock) {
    this.users = users;
    this.sessions = sessions;
    this.secondFactor = secondFactor;
    this.attempts = attempts;
    this.audit = audit;
    this.attacked = attacked;
    this.clock = clock;
  }

  /**
   * Begins a session.
   *
   * @param code of the second factor; null: none was given
   * @throws Refusal {@link Kind#SIGN_IN_REFUSED}, the same for an unknown address and a wrong
   *     password; {@link Kind#SIGN_IN_LOCKED} after too many, whether or not anybody has the
   *     address; {@link Kind#SECOND_FACTOR_NEEDED} if the password was good and a code is missing
   */
  public Session signIn(String email, String password, @Nullable String code, Caller caller) {
    String address = Register.normalize(email);
    byte[] account = SignInAttempts.byEmail(address);
    String network = ClientNetwork.of(caller.address());
    attempts.begin(account, network, SignInAttempts.FREE);
    @Nullable User user =
        address.indexOf('\0') >= 0 ? null : users.findByEmail(address).orElse(null);
    if (!Passwords.matches(password, user == null ? null : user.passwordHash()) || user == null) {
      audit.refused(
          "sign-in.email",
          user == null ? null : user.id().toString(),
          user == null ? "unknown address" : "wrong password",
          caller);
      tellOfAttack(user, account, network);
      throw Refusal.of(Kind.SIGN_IN_REFUSED, "The address or the password is wrong");
    }
    attempts.succeeded(account, network);
    if (!secondFactor.isEnrolled(user.id())) {
      return sessions.begin(user, "email", null, caller);
    }
    if (code == null) {
      throw Refusal.of(Kind.SECOND_FACTOR_NEEDED, "Send the code of your authenticator too");
    }
    secondFactor.require(user.id(), code, caller);
    return sessions.begin(user, "email", clock.instant(), caller);
  }

  private void tellOfAttack(@Nullable User user, byte[] account, String network) {
    if (user != null && Users.isStaff(user.profile())) {
      long failures = attempts.failures(account);
      if (failures >= SecondFactor.ATTACK) {
        attacked.fire(new StaffUnderAttack(user.id(), failures, network, false));
      }
    }
  }
}
