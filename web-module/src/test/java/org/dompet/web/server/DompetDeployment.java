package org.dompet.web.server;

import java.io.File;
import org.assertj.core.api.Assertions;
import org.eu.ingwar.tools.arquillian.extension.suite.annotations.ArquillianSuiteDeployment;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR as it was built, with the tests that run inside of it. */
@ArquillianSuiteDeployment
public final class DompetDeployment {
  private DompetDeployment() {}

  @Deployment
  public static WebArchive war() {
    return ShrinkWrap.createFromZipFile(
            WebArchive.class, new File(System.getProperty("dompet.it.war")))
        .addPackages(true, "org.dompet.web.inside")
        .addAsLibrary(jarOf(Assertions.class));
  }

  private static File jarOf(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
