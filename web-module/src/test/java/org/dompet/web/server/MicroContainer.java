package org.dompet.web.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.descriptor.api.Descriptor;

/**
 * Lets Arquillian deploy to a {@link TestServer}. Payara's own adapter deploys the archive before
 * anything else, where ours needs the broker first; and it waits in silence for a server that ended
 * long ago.
 */
public final class MicroContainer implements DeployableContainer<MicroContainer.Configuration> {
  /** Nothing can be configured. */
  public static final class Configuration implements ContainerConfiguration {
    @Override
    public void validate() {}
  }

  @Override
  public Class<Configuration> getConfigurationClass() {
    return Configuration.class;
  }

  @Override
  public void setup(Configuration configuration) {}

  @Override
  public void start() {}

  @Override
  public void stop() {}

  @Override
  public ProtocolDescription getDefaultProtocol() {
    return new ProtocolDescription("Servlet 5.0");
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    try {
      Path war = TestServer.directory().resolve("deployed.war");
      File file = war.toFile();
      archive.as(ZipExporter.class).exportTo(file, true);
      TestServer server = TestServer.start(war);
      HTTPContext http = new HTTPContext(server.uri().getHost(), server.uri().getPort());
      http.add(new Servlet("ArquillianServletRunnerEE9", "/"));
      return new ProtocolMetaData().addContext(http);
    } catch (IOException | IllegalStateException failed) {
      throw new DeploymentException(failed.getMessage(), failed);
    }
  }

  @Override
  public void undeploy(Archive<?> archive) {
    TestServer.running().stop();
  }

  @Override
  @SuppressWarnings("deprecation") // Arquillian's own, with nothing in its place
  public void deploy(Descriptor descriptor) {
    throw new UnsupportedOperationException();
  }

  @Override
  @SuppressWarnings("deprecation") // as above
  public void undeploy(Descriptor descriptor) {
    throw new UnsupportedOperationException();
  }
}
