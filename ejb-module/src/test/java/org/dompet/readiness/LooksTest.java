package org.dompet.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.dompet.configuration.Profile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A check that hangs, one that breaks, and where a failure counts. */
class LooksTest {
  private final ThreadPoolExecutor threads = LookingThreads.start(2, Thread::new);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();

  private final class Hanging implements Check {
    @Override
    public String name() {
      return "hanging";
    }

    @Override
    public String proves() {
      return "The database answers at last.";
    }

    @Override
    public Verdict look() {
      asked.incrementAndGet();
      try {
        answer.await();
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
      return Verdict.pass("at last");
    }
  }

  private record Broken(Scope scope) implements Check {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public String proves() {
      return "Nothing is broken.";
    }

    @Override
    public Verdict look() {
      throw new IllegalStateException("torn", new IllegalStateException("in\ntwo"));
    }
  }

  @AfterEach
  void end() {
    answer.countDown();
    threads.shutdownNow();
  }

  @Test
  void asksOneThatHangsOnceAndWaitsForNobodyLongerThanThePatience() {
    Looks looks = looks(Profile.PRODUCTION, Duration.ofMillis(200), new Hanging());
    long began = System.nanoTime();

    assertThat(Checked.failing(looks.all())).containsExactly("hanging");
    assertThat(Checked.failing(looks.all())).containsExactly("hanging");

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    assertThat(asked).hasValue(1);
  }

  @Test
  void hearsOneThatAnswersAtLast() {
    Looks looks = looks(Profile.PRODUCTION, Duration.ofSeconds(30), new Hanging());
    answer.countDown();

    assertThat(Checked.failing(looks.all())).isEmpty();
  }

  @Test
  void takesWhatCannotBeSeenForAFailure() {
    Looks looks =
        looks(Profile.DEVELOPMENT, Duration.ofSeconds(30), new Broken(Check.Scope.EVERYWHERE));

    assertThat(looks.all())
        .singleElement()
        .extracting(Checked::verdict)
        .isEqualTo(Verdict.fail("cannot be seen: in two"));
  }

  @Test
  void letsWhatIsForProductionFailThereAlone() {
    Broken broken = new Broken(Check.Scope.PRODUCTION);

    assertThat(state(Profile.DEVELOPMENT, broken)).isEqualTo(Verdict.State.WARN);
    assertThat(state(Profile.DEMO, broken)).isEqualTo(Verdict.State.WARN);
    assertThat(state(Profile.STAGING, broken)).isEqualTo(Verdict.State.FAIL);
    assertThat(state(Profile.PRODUCTION, broken)).isEqualTo(Verdict.State.FAIL);
  }

  private Verdict.State state(Profile profile, Check check) {
    return looks(profile, Duration.ofSeconds(30), check).all().get(0).verdict().state();
  }

  private Looks looks(Profile profile, Duration patience, Check check) {
    return new Looks(List.of(check), profile, threads, patience);
  }
}
