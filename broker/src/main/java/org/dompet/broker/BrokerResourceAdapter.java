package org.dompet.broker;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Function;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.ra.ActiveMQResourceAdapter;
import org.apache.activemq.artemis.ra.ConnectionFactoryProperties;
import org.apache.activemq.artemis.ra.inflow.ActiveMQActivationSpec;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * The resource adapter named {@code dompet-broker}. Starting, it embeds a broker or points at an
 * external one, as {@code dompet.broker.url} says; stopping, it takes down what it started. It
 * knows the account, so neither connection factories nor message-driven beans name one.
 */
public final class BrokerResourceAdapter extends ActiveMQResourceAdapter {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger(BrokerResourceAdapter.class.getName());

  private static final int FOR_EVER = -1;

  private final transient Function<String, Optional<String>> source;
  private transient @Nullable EmbeddedBroker broker;

  /** For the server: the settings come from MicroProfile Config when the adapter starts. */
  public BrokerResourceAdapter() {
    this(key -> ConfigProvider.getConfig().getOptionalValue(key, String.class));
  }

  BrokerResourceAdapter(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /**
   * Brings the broker up, or prepares the connections to it. An external broker may be down: the
   * message-driven beans attach when it comes.
   *
   * @throws ResourceAdapterInternalException with one sentence that names the key, if a setting
   *     cannot be used
   */
  @Override
  public void start(BootstrapContext context) throws ResourceAdapterInternalException {
    QuietLogs.apply();
    try {
      BrokerSettings settings = BrokerSettings.read(source);
      // A send happens when it is called, also inside a JTA transaction.
      setIgnoreJTA(true);
      setUseAutoRecovery(false);
      if (settings.embedded()) {
        embed(settings);
      } else {
        BrokerUrl.parse(settings.url()).applyTo(this);
        authenticate(settings.user(), settings.password());
      }
      super.start(context);
      LOG.log(Level.INFO, "Broker: {0}", settings);
    } catch (InvalidSetting e) {
      // The server wraps what is thrown in pages of its own; this line is for the operator.
      LOG.log(Level.ERROR, e.getMessage());
      throw new ResourceAdapterInternalException(e.getMessage(), e);
    } catch (ResourceAdapterInternalException e) {
      stopBroker();
      throw e;
    } catch (Exception e) {
      stopBroker();
      throw new ResourceAdapterInternalException("The broker cannot start: " + e.getMessage(), e);
    }
  }

  @Override
  public void endpointActivation(MessageEndpointFactory beans, ActivationSpec spec)
      throws ResourceException {
    super.endpointActivation(new PairedDeliveries(beans), spec);
  }

  /** Detaches every consumer and connection, then stops the broker if it is ours. */
  @Override
  public void stop() {
    super.stop();
    stopBroker();
  }

  /**
   * The connections of one pool, or of one message-driven bean. A pool's fail fast: a request that
   * needs a broker which is down is told so at once. A bean's come back for as long as it takes: an
   * activation, once set up, has no other way to survive a restart of the broker.
   */
  @Override
  public ActiveMQConnectionFactory newConnectionFactory(ConnectionFactoryProperties overrides) {
    ActiveMQConnectionFactory configured = super.newConnectionFactory(overrides);
    boolean consumers = overrides instanceof ActiveMQActivationSpec;
    configured.setReconnectAttempts(consumers ? FOR_EVER : 0);
    configured.setInitialConnectAttempts(1);
    return new AccountConnectionFactory(configured, getUserName(), getPassword());
  }

  private void embed(BrokerSettings settings) throws Exception {
    String given = settings.password();
    String password = given == null ? OneAccount.randomPassword() : given;
    broker = EmbeddedBroker.start(settings, password);
    setConnectorClassName(InVMConnectorFactory.class.getName());
    setConnectionParameters("serverId=" + EmbeddedBroker.SERVER_ID);
    authenticate(settings.user(), password);
  }

  private void authenticate(String user, @Nullable String password) {
    if (password != null) {
      setUserName(user);
      setPassword(password);
    }
  }

  private void stopBroker() {
    EmbeddedBroker started = broker;
    broker = null;
    if (started == null) {
      return;
    }
    try {
      started.stop();
      LOG.log(Level.INFO, "Broker: stopped");
    } catch (Exception e) {
      LOG.log(Level.WARNING, "The embedded broker did not stop cleanly", e);
    }
  }
}
