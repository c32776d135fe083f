package org.dompet.broker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.MessageListener;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedDeliveriesTest {
  private final List<String> heard = new ArrayList<>();

  @Test
  void tellsABeanOnceOfTheEndOfADelivery() throws Exception {
    MessageEndpoint endpoint = new PairedDeliveries(beans()).createEndpoint(null);
    Method method = MessageListener.class.getMethods()[0];

    endpoint.afterDelivery();
    for (int delivery = 0; delivery < 2; delivery++) {
      endpoint.beforeDelivery(method);
      ((MessageListener) endpoint).onMessage(null);
      endpoint.afterDelivery();
      endpoint.afterDelivery();
    }
    endpoint.release();

    assertThat(heard)
        .containsExactly(
            "beforeDelivery",
            "onMessage",
            "afterDelivery",
            "beforeDelivery",
            "onMessage",
            "afterDelivery",
            "release");
  }

  private MessageEndpointFactory beans() {
    Object bean =
        proxy(
            (proxy, method, arguments) -> {
              heard.add(method.getName());
              return null;
            },
            MessageEndpoint.class,
            MessageListener.class);
    return (MessageEndpointFactory)
        proxy((proxy, method, arguments) -> bean, MessageEndpointFactory.class);
  }

  private static Object proxy(InvocationHandler handler, Class<?>... types) {
    return Proxy.newProxyInstance(PairedDeliveriesTest.class.getClassLoader(), types, handler);
  }
}
