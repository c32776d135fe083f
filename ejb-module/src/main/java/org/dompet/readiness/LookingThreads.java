package org.dompet.readiness;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads to look with. */
final class LookingThreads {
  private LookingThreads() {}

  /**
   * So many; other looks wait for one, each check's at most once. All are started at once: the
   * container's threads belong to whoever starts them, and a probe comes from outside the
   * application.
   */
  static ThreadPoolExecutor start(int count, ThreadFactory factory) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    pool.prestartAllCoreThreads();
    return pool;
  }
}
