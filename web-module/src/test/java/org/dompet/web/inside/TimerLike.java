package org.dompet.web.inside;

import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Set;

/** An EJB that calls the business as timers and message-driven beans do. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TimerLike {
  @Inject private TransactionNames transactions;

  @SuppressWarnings("NullAway.Init") // for the container
  public TimerLike() {}

  public Set<String> transactionsOfOneUseCase() throws SQLException {
    return transactions.seen();
  }
}
