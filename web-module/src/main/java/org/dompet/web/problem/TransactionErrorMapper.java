package org.dompet.web.problem;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * A transaction that did not commit, in the place of the JAX-RS implementation's own mapper, which
 * would let the exception through to the container.
 */
@Provider
@Priority(1)
@Dependent
public class TransactionErrorMapper implements ExceptionMapper<TransactionalException> {
  private final AnyErrorMapper any;

  @Inject
  TransactionErrorMapper(AnyErrorMapper any) {
    this.any = any;
  }

  @Override
  public Response toResponse(TransactionalException error) {
    return any.toResponse(error);
  }
}
