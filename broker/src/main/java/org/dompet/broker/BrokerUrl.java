package org.dompet.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.client.impl.ServerLocatorImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.ra.ActiveMQResourceAdapter;

/**
 * An external broker's address as Artemis writes it: {@code tcp://host:61616}, or {@code
 * (tcp://a:61616,tcp://b:61616)?ha=true}, with TLS and other options as parameters.
 */
final class BrokerUrl {
  private static final String EXPECTED =
      "expected tcp://host:port or (tcp://a:port,tcp://b:port)?ha=true.";

  /** Milliseconds until a connection attempt gives up, unless the URL says otherwise. */
  private static final int CONNECT_TIMEOUT = 5_000;

  /** Milliseconds a broker may take to answer a call, unless the URL says otherwise. */
  private static final long CALL_TIMEOUT = 10_000;

  private final List<String> factories = new ArrayList<>();
  private final List<Map<String, Object>> parameters = new ArrayList<>();
  private final boolean highlyAvailable;
  private final boolean topology;
  private final long callTimeout;
  private final long connectionTimeToLive;
  private final long failureCheckPeriod;

  private BrokerUrl(ServerLocator locator) {
    for (TransportConfiguration transport : locator.getStaticTransportConfigurations()) {
      Map<String, Object> options = new HashMap<>(transport.getParams());
      options.putIfAbsent(TransportConstants.NETTY_CONNECT_TIMEOUT, CONNECT_TIMEOUT);
      factories.add(transport.getFactoryClassName());
      parameters.add(options);
    }
    highlyAvailable = locator.isHA();
    topology = locator.getUseTopologyForLoadBalancing();
    long timeout = locator.getCallTimeout();
    callTimeout = timeout == ActiveMQClient.DEFAULT_CALL_TIMEOUT ? CALL_TIMEOUT : timeout;
    connectionTimeToLive = locator.getConnectionTTL();
    failureCheckPeriod = locator.getClientFailureCheckPeriod();
  }

  /**
   * Parses an address. Messages do not repeat it: it may carry a trust store's password.
   *
   * @throws InvalidSetting if it isn't one or more TCP addresses
   */
  static BrokerUrl parse(String url) {
    if (url.startsWith("(") != url.contains(")")) {
      // Artemis would read the half of such a list.
      throw new InvalidSetting(BrokerSettings.URL, EXPECTED);
    }
    try (ServerLocator locator = ServerLocatorImpl.newLocator(url)) {
      TransportConfiguration[] transports = locator.getStaticTransportConfigurations();
      if (transports == null || transports.length == 0) {
        throw new InvalidSetting(BrokerSettings.URL, EXPECTED);
      }
      for (TransportConfiguration transport : transports) {
        requireTcp(transport);
      }
      return new BrokerUrl(locator);
    } catch (InvalidSetting e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InvalidSetting(BrokerSettings.URL, EXPECTED, e);
    }
  }

  private static void requireTcp(TransportConfiguration transport) {
    Map<String, Object> options = transport.getParams();
    String host = Objects.toString(options.get(TransportConstants.HOST_PROP_NAME), "");
    String port = Objects.toString(options.get(TransportConstants.PORT_PROP_NAME), "");
    boolean netty = NettyConnectorFactory.class.getName().equals(transport.getFactoryClassName());
    boolean inRange = port.matches("[0-9]{1,5}") && Integer.parseInt(port) - 1 < 65535;
    if (!netty || host.isEmpty() || !inRange || "0".equals(port)) {
      throw new InvalidSetting(BrokerSettings.URL, EXPECTED);
    }
  }

  void applyTo(ActiveMQResourceAdapter adapter) {
    // Lists rather than the adapter's own comma and semicolon syntax: a password may hold either.
    adapter.getProperties().setParsedConnectorClassNames(factories);
    adapter.getProperties().setParsedConnectionParameters(parameters);
    adapter.setHA(highlyAvailable);
    adapter.setUseTopologyForLoadBalancing(topology);
    adapter.setCallTimeout(callTimeout);
    adapter.setConnectionTTL(connectionTimeToLive);
    adapter.setClientFailureCheckPeriod(failureCheckPeriod);
  }
}
