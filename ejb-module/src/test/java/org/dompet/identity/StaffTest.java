package org.dompet.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.dompet.audit.Caller;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.testing.SettableClock;
import org.dompet.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class StaffTest {
  private static final String PASSWORD = "correct horse battery";

  private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));
  private final Staff staff = new Staff(TestDatabase.shared().application(), clock);
  private final SessionRows sessions = new SessionRows(TestDatabase.shared().application(), clock);
  private final SecondFactorRows factors =
      new SecondFactorRows(TestDatabase.shared().application());
  private final String email = UUID.randomUUID() + "@example.org";

  @Test
  void isMadeOnceAndFoundByWhatIsKnownOfThem() {
    UUID id = staff.create(" " + email.toUpperCase(Locale.ROOT), "Ann", PASSWORD, Role.ADMIN);
    Staff.Entry made = staff.findByEmail(email).orElseThrow();
    assertThat(made.profile().id()).isEqualTo(id);
    assertThat(made.profile().roles()).containsExactlyInAnyOrder(Role.USER, Role.ADMIN);
    assertThat(made.secondFactor()).isFalse();
    assertThat(staff.list(email.substring(0, 20), true, null, 10)).containsExactly(made);
    assertThat(staff.list(id.toString(), false, null, 10)).containsExactly(made);
    assertThat(staff.list("%" + email.substring(1), false, null, 10)).isEmpty();
    assertThat(staff.list(null, true, id, 200)).doesNotContain(made);
    refused(Kind.EMAIL_TAKEN, () -> staff.create(email, "Bob", PASSWORD, Role.SUPPORT));
    refused(Kind.INVALID_REQUEST, () -> staff.create("x", "Bob", PASSWORD, Role.SUPPORT));
    refused(Kind.INVALID_REQUEST, () -> staff.create("x" + email, "Bob", "short", Role.SUPPORT));
  }

  @Test
  void losesItsSessionsWithARole() {
    UUID id = staff.create(email, "Ann", PASSWORD, Role.OPERATOR);
    UUID session = UUID.randomUUID();
    sessions.begin(session, id, "email", null, new Caller(null, null, null));
    assertThat(staff.grant(id, Role.AUDITOR)).isTrue();
    assertThat(staff.grant(id, Role.AUDITOR)).isFalse();
    assertThat(sessions.open(id)).hasSize(1);
    assertThat(staff.revoke(id, Role.OPERATOR)).isTrue();
    assertThat(staff.revoke(id, Role.OPERATOR)).isFalse();
    assertThat(sessions.open(id)).isEmpty();
    assertThat(sessions.endedAfter(clock.instant().minusSeconds(1)))
        .containsKey(session.toString());
    assertThat(sessions.continued(session, null, new Caller(null, null, null))).isEmpty();
    assertThat(staff.find(id).orElseThrow().profile().roles())
        .containsExactlyInAnyOrder(Role.USER, Role.AUDITOR);
    refused(Kind.INVALID_REQUEST, () -> staff.revoke(id, Role.USER));
  }

  @Test
  void isGivenAnAuthenticatorWhoseCodesAreGoodOnce() {
    UUID id = staff.create(email, "Ann", PASSWORD, Role.ADMIN);
    TotpKeys keys = TotpKeys.of(List.of("a-key-of-tests-with-32-characters"));
    staff.giveAuthenticator(id, email, keys);
    Staff.Authenticator second = staff.giveAuthenticator(id, email, keys);
    assertThat(second.recoveryCodes()).hasSize(10).doesNotHaveDuplicates();
    assertThat(second).hasToString("Authenticator");
    byte[] secret = keys.decrypt(id, factors.find(id).orElseThrow().secret());
    assertThat(second.uri()).contains(Totp.base32(secret));
    long step = Totp.step(clock.instant());
    assertThat(factors.take(id, step)).isTrue();
    assertThat(factors.take(id, step)).isFalse();
    assertThat(factors.take(id, step - 1)).isFalse();
    String code = second.recoveryCodes().get(3).toLowerCase(Locale.ROOT).replace("-", " ");
    assertThat(RecoveryCodes.isOne(code)).isTrue();
    assertThat(factors.takeRecoveryCode(id, code, clock.instant())).isTrue();
    assertThat(factors.takeRecoveryCode(id, code, clock.instant())).isFalse();
    assertThat(
            factors.takeRecoveryCode(
                UUID.randomUUID(), second.recoveryCodes().get(4), clock.instant()))
        .isFalse();
    assertThat(factors.recoveryCodesLeft(id)).isEqualTo(9);
    assertThat(staff.removeAuthenticator(id)).isTrue();
    assertThat(factors.recoveryCodesLeft(id)).isZero();
  }

  private static void refused(Kind kind, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
