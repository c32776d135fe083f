package org.dompet.batch.run;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;

/**
 * The thread that takes this node's turns, when the timer says so.
 *
 * <p>Not the timer's own: what an EJB starts inherits its context, and with it, in Payara, the
 * transaction of whoever shares that. The threads of two runs would write into one another's.
 */
@ApplicationScoped
public class RunThread {
  private final BlockingQueue<Boolean> ticks = new ArrayBlockingQueue<>(1);

  @Inject private RunTurn turn;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ThreadFactory threads;

  private volatile boolean ended;

  @SuppressWarnings("NullAway.Init") // for the container
  protected RunThread() {}

  /** Begins to take turns. Called once, when the application starts, by what is no EJB. */
  public void begin() {
    Thread thread = threads.newThread(this::run);
    thread.setName("jobs");
    thread.start();
  }

  /** It is time. */
  void tick() {
    // One that waits is enough.
    ticks.offer(true);
  }

  /** No more turns; what is under way is given back to others. */
  void leave() {
    turn.leave();
    end();
  }

  @PreDestroy
  void end() {
    ended = true;
    tick();
  }

  private void run() {
    try {
      while (ticks.take() && !ended) {
        turn.take();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
