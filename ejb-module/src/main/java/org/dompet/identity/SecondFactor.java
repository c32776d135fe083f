package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * An authenticator beside the password. It is offered, counts once a code of it has come back, and
 * goes with a code. No code is good twice, on any node. Codes that fail are counted like passwords:
 * for each network, and, since whoever gets this far knows the password, for all networks together
 * that its owner has never given a code from.
 */
@ApplicationScoped
public class SecondFactor {
  /** How long a network stays known to be its owner's. */
  private static final Duration NETWORK_KNOWN = Duration.ofDays(90);

  /** Failures within a day after which somebody is told, if the account is of staff. */
  static final int ATTACK = 10;

  private SecondFactorSettings settings;
  private SecondFactorRows rows;
  private SessionRows sessions;
  private SignInAttempts attempts;
  private Users users;
  private AuditLog audit;
  private Event<StaffUnderAttack> attacked;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected SecondFactor() {}

  @Inject
  SecondFactor(
      SecondFactorSettings settings,
      SecondFactorRows rows,
      SessionRows sessions,
      SignInAttempts attempts,
      Users users,
      AuditLog audit,
      Event<StaffUnderAttack> attacked,
      Clock clock) {
    this.settings = settings;
    this.rows = rows;
    this.sessions = sessions;
    this.attempts = attempts;
    this.users = users;
    this.audit = audit;
    this.attacked = attacked;
    this.clock = clock;
  }

  /**
   * How somebody stands.
   *
   * @param enrolledAt null: they have none
   * @param recoveryCodesLeft of the ten they were given
   */
  public record Status(@Nullable Instant enrolledAt, int recoveryCodesLeft) {}

  /**
   * What an authenticator needs, to be shown once.
   *
   * @param secret in base 32, to be typed
   * @param uri {@code otpauth://totp/…}, to be scanned
   */
  public record Enrolment(String secret, String uri) {
    @Override
    public String toString() {
      return "Enrolment";
    }
  }

  /** Whether this installation has a key to keep secrets with. */
  public boolean isConfigured() {
    return settings.keys().isConfigured();
  }

  /** Whether staff must have one. */
  public boolean isRequiredOfStaff() {
    return settings.requiredOfStaff();
  }

  public Status status(UUID userId) {
    return new Status(
        rows.find(userId).map(SecondFactorRows.Row::confirmedAt).orElse(null),
        rows.recoveryCodesLeft(userId));
  }

  /**
   * Offers a new secret. One that was offered before and never confirmed is forgotten.
   *
   * @throws Refusal {@link Kind#SECOND_FACTOR_ACTIVE} if one counts; {@link Kind#NOT_CONFIGURED}
   */
  @Transactional
  public Enrolment enrol(UUID userId, Caller caller) {
    if (!isConfigured()) {
      throw Refusal.of(Kind.NOT_CONFIGURED, "This installation has no key for second factors");
    }
    byte[] secret = Totp.newSecret();
    if (!rows.offer(userId, settings.keys().encrypt(userId, secret), clock.instant())) {
      throw Refusal.of(Kind.SECOND_FACTOR_ACTIVE, "There is a second factor: disable it first");
    }
    audit.done("second-factor.enrol", userId.toString(), null, caller);
    return new Enrolment(Totp.base32(secret), Totp.uri("Dompet", account(userId), secret));
  }

  /**
   * A code has come back: from now on it counts, and the session has passed it.
   *
   * @return recovery codes, to be shown once
   * @throws Refusal {@link Kind#INVALID_REQUEST} for a code that is not the present one; {@link
   *     Kind#NOT_FOUND} if none was offered; {@link Kind#SECOND_FACTOR_ACTIVE} if one counts
   */
  @Transactional
  public List<String> confirm(UUID userId, UUID session, String code, Caller caller) {
    SecondFactorRows.Row row =
        rows.find(userId)
            .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "No second factor was offered"));
    if (row.confirmedAt() != null) {
      throw Refusal.of(Kind.SECOND_FACTOR_ACTIVE, "There is a second factor already");
    }
    byte[] account = SignInAttempts.byCode(userId);
    String network = ClientNetwork.of(caller.address());
    attempts.begin(account, network, SignInAttempts.FREE);
    if (!isPresent(userId, row, code)) {
      throw Refusal.of(Kind.INVALID_REQUEST, "code", "is not the present one");
    }
    attempts.succeeded(account, network);
    rows.confirm(userId, clock.instant());
    sessions.passed(session);
    List<String> codes = RecoveryCodes.fresh();
    rows.addRecoveryCodes(userId, codes);
    audit.done("second-factor.confirm", userId.toString(), null, caller);
    return codes;
  }

  /**
   * Takes it away.
   *
   * @throws Refusal {@link Kind#INVALID_REQUEST} for a code that is not good; {@link
   *     Kind#NOT_FOUND} if there is none
   */
  @Transactional
  public void disable(UUID userId, String code, Caller caller) {
    if (!isEnrolled(userId)) {
      throw Refusal.of(Kind.NOT_FOUND, "There is no second factor");
    }
    if (!isGood(userId, code, caller)) {
      throw Refusal.of(Kind.INVALID_REQUEST, "code", "is not good");
    }
    rows.remove(userId);
    audit.done("second-factor.disable", userId.toString(), null, caller);
  }

  boolean isEnrolled(UUID userId) {
    return rows.find(userId).filter(row -> row.confirmedAt() != null).isPresent();
  }

  /**
   * How a session stands.
   *
   * @param passedAt when a code was given in it; null: never
   */
  Standing standing(UUID userId, Set<Role> held, @Nullable Instant passedAt) {
    @Nullable Instant confirmedAt =
        rows.find(userId).map(SecondFactorRows.Row::confirmedAt).orElse(null);
    return Standing.of(
        held,
        confirmedAt != null,
        // A code of an authenticator that was replaced since counts no more.
        confirmedAt != null && passedAt != null && !passedAt.isBefore(confirmedAt),
        settings.requiredOfStaff());
  }

  /**
   * Asks for a code, present or for recovery.
   *
   * @throws Refusal {@link Kind#SIGN_IN_REFUSED} for one that is not good; {@link
   *     Kind#SIGN_IN_LOCKED} after too many
   */
  void require(UUID userId, String code, Caller caller) {
    if (isGood(userId, code, caller)) {
      return;
    }
    audit.refused("sign-in.second-factor", userId.toString(), "wrong code", caller);
    long failures = attempts.failures(SignInAttempts.byCode(userId));
    if (failures >= ATTACK && users.isStaff(userId)) {
      attacked.fire(
          new StaffUnderAttack(userId, failures, ClientNetwork.of(caller.address()), true));
    }
    throw Refusal.of(Kind.SIGN_IN_REFUSED, "The code is not good");
  }

  private boolean isGood(UUID userId, String code, Caller caller) {
    byte[] account = SignInAttempts.byCode(userId);
    String network = ClientNetwork.of(caller.address());
    boolean recovery = RecoveryCodes.isOne(code);
    attempts.begin(account, network, SignInAttempts.FREE);
    // Nobody guesses a recovery code, and its owner may be anywhere.
    if (!recovery && !sessions.knows(userId, network, clock.instant().minus(NETWORK_KNOWN))) {
      attempts.begin(account, SignInAttempts.EVERYWHERE, SignInAttempts.FREE_EVERYWHERE);
    }
    boolean good =
        recovery
            ? rows.takeRecoveryCode(userId, code, clock.instant())
            : rows.find(userId)
                .filter(row -> row.confirmedAt() != null)
                .filter(row -> isPresent(userId, row, code))
                .isPresent();
    if (good) {
      attempts.succeeded(account, network);
    }
    return good;
  }

  private boolean isPresent(UUID userId, SecondFactorRows.Row row, String code) {
    byte[] secret = settings.keys().decrypt(userId, row.secret());
    OptionalLong step = Totp.match(secret, code.strip(), clock.instant());
    return step.isPresent() && rows.take(userId, step.getAsLong());
  }

  private String account(UUID userId) {
    return users
        .find(userId)
        .map(User::profile)
        .map(user -> user.email() == null ? user.displayName() : user.email())
        .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is nobody with that id"));
  }
}
