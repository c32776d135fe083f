package org.dompet.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.testing.SettableClock;
import org.dompet.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class SignInAttemptsTest {
  private static final String HERE = "203.0.113.7";
  private static final String THERE = "198.51.100.9";

  private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));
  private final SignInAttempts attempts =
      new SignInAttempts(TestDatabase.shared().application(), clock);
  private final byte[] account = SignInAttempts.byEmail(UUID.randomUUID() + "@example.org");

  @Test
  void lockAfterFiveFailuresAndTwiceAsLongEachTime() {
    fail(HERE, SignInAttempts.FREE);
    assertThat(locked(HERE)).isEqualTo(Duration.ofSeconds(31));
    long seconds = 30;
    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofSeconds(seconds));
      attempt(HERE);
      seconds = Math.min(2 * seconds, 3_600);
      assertThat(locked(HERE)).isEqualTo(Duration.ofSeconds(seconds + 1));
    }
    assertThat(seconds).isEqualTo(3_600);
  }

  @Test
  void elsewhereLockNobodyOutHere() {
    for (int i = 0; i < 50; i++) {
      String network = "192.0.2." + i;
      fail(network, SignInAttempts.FREE);
      assertThat(locked(network)).isPositive();
    }
    assertThatCode(() -> attempt(HERE)).doesNotThrowAnyException();
  }

  @Test
  void areForgottenAfterASuccessFromThereAlone() {
    fail(HERE, SignInAttempts.FREE - 1);
    fail(THERE, SignInAttempts.FREE);
    attempts.succeeded(account, HERE);
    fail(HERE, SignInAttempts.FREE - 1);
    attempt(HERE);
    assertThat(locked(HERE)).isPositive();
    assertThat(locked(THERE)).isPositive();
  }

  @Test
  void areForgottenAfterAQuietDay() {
    fail(HERE, SignInAttempts.FREE - 1);
    clock.advance(Duration.ofHours(25));
    fail(HERE, SignInAttempts.FREE - 1);
    assertThat(attempts.failures(account)).isEqualTo(SignInAttempts.FREE - 1);
    attempt(HERE);
    assertThat(locked(HERE)).isPositive();
  }

  @Test
  void areForgottenWhenAnAdministratorSaysSo() {
    UUID user = UUID.randomUUID();
    byte[] codes = SignInAttempts.byCode(user);
    for (int i = 0; i < SignInAttempts.FREE; i++) {
      attempts.begin(codes, HERE, SignInAttempts.FREE);
    }
    attempts.forget(user, null);
    assertThatCode(() -> attempts.begin(codes, HERE, SignInAttempts.FREE))
        .doesNotThrowAnyException();
  }

  @Test
  void countHoweverManyComeAtOnce() {
    long through =
        IntStream.range(0, 40)
            .parallel()
            .filter(
                i -> {
                  try {
                    attempt(HERE);
                    return true;
                  } catch (Refusal locked) {
                    return false;
                  }
                })
            .count();
    assertThat(through).isEqualTo(SignInAttempts.FREE);
    assertThat(attempts.failures(account)).isEqualTo(SignInAttempts.FREE);
  }

  private void fail(String network, int times) {
    for (int i = 0; i < times; i++) {
      attempt(network);
    }
  }

  private void attempt(String network) {
    attempts.begin(account, network, SignInAttempts.FREE);
  }

  private Duration locked(String network) {
    Duration[] left = new Duration[1];
    assertThatThrownBy(() -> attempt(network))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Kind.SIGN_IN_LOCKED);
              left[0] = refusal.retryAfter();
            });
    return left[0];
  }
}
