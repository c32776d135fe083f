package org.dompet.notification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * The calls to each channel, so that one in trouble is left alone and takes nobody's threads. None
 * is repeated here: a message that was sent though nobody confirmed it would come twice. The
 * outbox' schedule repeats them. How many may fail, for how long and how many at once: {@code
 * dompet.outbound.email.*}, {@code .slack.*}, {@code .telegram.*}.
 */
@ApplicationScoped
// Not NEVER: the container's timers bring a transaction along, whatever their methods say.
@Transactional(Transactional.TxType.NOT_SUPPORTED)
class CourierCalls {
  /** More than the longest patience that can be configured for one attempt. */
  private static final long LONGEST_MILLIS = 90_000;

  private Couriers couriers;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected CourierCalls() {}

  @Inject
  CourierCalls(Couriers couriers) {
    this.couriers = couriers;
  }

  /** {@link Couriers#take}. */
  @CircuitBreaker(failureRatio = 0.5, failOn = DeliveryFailed.class)
  @Timeout(LONGEST_MILLIS)
  @Bulkhead
  void email(Notification notification) throws DeliveryFailed {
    couriers.take(notification);
  }

  /** {@link Couriers#take}. */
  @CircuitBreaker(failureRatio = 0.5, failOn = DeliveryFailed.class)
  @Timeout(LONGEST_MILLIS)
  @Bulkhead
  void slack(Notification notification) throws DeliveryFailed {
    couriers.take(notification);
  }

  /** {@link Couriers#take}. */
  @CircuitBreaker(failureRatio = 0.5, failOn = DeliveryFailed.class)
  @Timeout(LONGEST_MILLIS)
  @Bulkhead
  void telegram(Notification notification) throws DeliveryFailed {
    couriers.take(notification);
  }
}
