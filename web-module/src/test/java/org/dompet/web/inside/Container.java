package org.dompet.web.inside;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import javax.sql.DataSource;

/** What tests inside of the server want of it. */
@ApplicationScoped
public class Container {
  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @Resource(lookup = "java:app/jms/dompet")
  private ConnectionFactory messages;

  @Resource private ManagedExecutorService threads;

  @Resource private ManagedThreadFactory threadFactory;

  @SuppressWarnings("NullAway.Init") // for the container
  public Container() {}

  /** The application's own pool. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** The application's own connections to the broker. */
  public ConnectionFactory messages() {
    return messages;
  }

  /** Threads that know the application's names and transactions. */
  public ManagedExecutorService threads() {
    return threads;
  }

  public ManagedThreadFactory threadFactory() {
    return threadFactory;
  }
}
