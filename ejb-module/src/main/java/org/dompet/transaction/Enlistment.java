package org.dompet.transaction;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/**
 * Goes along with every {@code @Transactional} that may begin a transaction: right inside of it the
 * running component learns of the transaction, right outside it forgets one that has ended.
 */
final class Enlistment {
  /** The container's own place, where transactions begin and end. */
  private static final int TRANSACTION = Interceptor.Priority.PLATFORM_BEFORE + 200;

  private Enlistment() {}

  abstract static class Inside {
    @Inject private RunningComponent component;

    @AroundInvoke
    Object learn(InvocationContext call) throws Exception {
      component.learnOfTransaction();
      return call.proceed();
    }
  }

  abstract static class Outside {
    @Inject private RunningComponent component;

    @AroundInvoke
    Object forget(InvocationContext call) throws Exception {
      try {
        return call.proceed();
      } finally {
        component.forgetEndedTransaction();
      }
    }
  }

  @Transactional
  @Interceptor
  @Priority(TRANSACTION + 1)
  static class InsideRequired extends Inside {}

  @Transactional(TxType.REQUIRES_NEW)
  @Interceptor
  @Priority(TRANSACTION + 1)
  static class InsideRequiresNew extends Inside {}

  @Transactional
  @Interceptor
  @Priority(TRANSACTION - 1)
  static class OutsideRequired extends Outside {}

  @Transactional(TxType.REQUIRES_NEW)
  @Interceptor
  @Priority(TRANSACTION - 1)
  static class OutsideRequiresNew extends Outside {}
}
