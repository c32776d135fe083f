package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** Signs somebody in by e-mail address and password. */
@ApplicationScoped
public class SignInWithEmail {
  private Users users;
  private Sessions sessions;
  private AuditLog audit;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected SignInWithEmail() {}

  @Inject
  SignInWithEmail(Users users, Sessions sessions, AuditLog audit) {
    this.users = users;
    this.sessions = sessions;
    this.audit = audit;
  }

  /**
   * Begins a session.
   *
   * @throws Refusal {@link Kind#SIGN_IN_REFUSED}, the same for an unknown address and a wrong
   *     password
   */
  @Transactional
  public Session signIn(String email, String password, Caller caller) {
    String address = Register.normalize(email);
    @Nullable User user =
        address.indexOf('\0') >= 0 ? null : users.findByEmail(address).orElse(null);
    if (!Passwords.matches(password, user == null ? null : user.passwordHash()) || user == null) {
      audit.refused(
          "sign-in.email",
          user == null ? null : user.id().toString(),
          user == null ? "unknown address" : "wrong password",
          caller);
      throw Refusal.of(Kind.SIGN_IN_REFUSED, "The address or the password is wrong");
    }
    return sessions.begin(user, "email", caller);
  }
}
