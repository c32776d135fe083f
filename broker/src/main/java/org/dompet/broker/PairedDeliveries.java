package org.dompet.broker;

import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import javax.transaction.xa.XAResource;

/**
 * Message-driven beans that hear of the end of each delivery once. If the broker goes away while a
 * bean works, Artemis tells of the end twice; Payara answers the second time with an exception that
 * Artemis does not expect, and the consumer, which prefetches nothing, never asks for a message
 * again.
 */
final class PairedDeliveries implements MessageEndpointFactory {
  private final MessageEndpointFactory beans;

  PairedDeliveries(MessageEndpointFactory beans) {
    this.beans = beans;
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
    return new Paired(beans.createEndpoint(resource));
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource resource, long timeout)
      throws UnavailableException {
    return new Paired(beans.createEndpoint(resource, timeout));
  }

  @Override
  public boolean isDeliveryTransacted(Method method) throws NoSuchMethodException {
    return beans.isDeliveryTransacted(method);
  }

  @Override
  public String getActivationName() {
    return beans.getActivationName();
  }

  @Override
  public Class<?> getEndpointClass() {
    return beans.getEndpointClass();
  }

  /** One bean; used by one thread at a time. */
  private static final class Paired implements MessageEndpoint, MessageListener {
    private final MessageEndpoint bean;
    private boolean delivering;

    Paired(MessageEndpoint bean) {
      this.bean = bean;
    }

    @Override
    public void beforeDelivery(Method method) throws NoSuchMethodException, ResourceException {
      bean.beforeDelivery(method);
      delivering = true;
    }

    @Override
    public void onMessage(Message message) {
      ((MessageListener) bean).onMessage(message);
    }

    @Override
    public void afterDelivery() throws ResourceException {
      if (delivering) {
        delivering = false;
        bean.afterDelivery();
      }
    }

    @Override
    public void release() {
      bean.release();
    }
  }
}
