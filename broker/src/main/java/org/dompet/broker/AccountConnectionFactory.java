package org.dompet.broker;

import jakarta.jms.JMSException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQXAConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connects with the adapter's account, whatever the pool says: a pool that names no user hands down
 * a blank one, which Artemis would take for the user's name.
 */
final class AccountConnectionFactory extends ActiveMQXAConnectionFactory {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable String accountUser;
  private final transient @Nullable String accountPassword;

  /** Takes over all that the adapter has set on {@code configured}; most is in its locator. */
  AccountConnectionFactory(
      ActiveMQConnectionFactory configured, @Nullable String user, @Nullable String password) {
    super(configured.getServerLocator());
    accountUser = user;
    accountPassword = password;
    setClientID(configured.getClientID());
    setDupsOKBatchSize(configured.getDupsOKBatchSize());
    setTransactionBatchSize(configured.getTransactionBatchSize());
    setCacheDestinations(configured.isCacheDestinations());
    setIgnoreJTA(configured.isIgnoreJTA());
    setEnableSharedClientID(configured.isEnableSharedClientID());
    setEnable1xPrefixes(configured.isEnable1xPrefixes());
  }

  @Override
  protected synchronized ActiveMQConnection createConnectionInternal(
      @Nullable String user, @Nullable String password, boolean xa, int type) throws JMSException {
    return super.createConnectionInternal(accountUser, accountPassword, xa, type);
  }
}
