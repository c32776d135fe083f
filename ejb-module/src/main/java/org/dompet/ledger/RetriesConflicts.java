package org.dompet.ledger;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * For a use case that posts in its own transaction: runs that transaction again after a conflict, a
 * bounded number of times, then refuses as busy.
 */
@InterceptorBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface RetriesConflicts {

  /** Goes around the transaction (priority 200): each attempt begins a new one. */
  @RetriesConflicts
  @Interceptor
  @Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
  class Around implements Serializable {
    private static final long serialVersionUID = 1L;

    @AroundInvoke
    Object retry(InvocationContext call) throws Exception {
      try {
        return Retries.onConflict(
            () -> {
              try {
                return call.proceed();
              } catch (RuntimeException failure) {
                throw failure;
              } catch (Exception checked) {
                throw new Checked(checked);
              }
            });
      } catch (Checked wrapped) {
        throw wrapped.exception;
      }
    }

    /** Carries a checked exception through a lambda. */
    private static final class Checked extends RuntimeException {
      private static final long serialVersionUID = 1L;
      private final Exception exception;

      Checked(Exception exception) {
        super(exception);
        this.exception = exception;
      }
    }
  }
}
