package org.dompet.server.boot;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * The only class of ours on the class path of Payara Micro. It gives the command and its libraries
 * a class loader of their own, so that neither the JDBC driver nor Flyway leaks into the
 * application.
 */
public final class Launcher {

  private static final int OLDEST_JAVA = 17;

  /** The exit code for a machine that does not fit, see docs/operations.md. */
  private static final int MACHINE_DOES_NOT_FIT = 7;

  private Launcher() {}

  public static void main(String[] args) throws Exception {
    if (javaRelease() < OLDEST_JAVA) {
      System.err.println(
          "dompet: needs Java "
              + OLDEST_JAVA
              + " or newer, this is Java "
              + System.getProperty("java.version")
              + ".");
      System.exit(MACHINE_DOES_NOT_FIT);
    }
    File boot =
        new File(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    File home = boot.getParentFile().getParentFile();
    System.setProperty("dompet.home", home.getPath());
    // The manifest of dompet-server.jar names the other libraries.
    URL library = new File(home, "lib/dompet-server.jar").toURI().toURL();
    // Stays open: the command lives as long as the process.
    @SuppressWarnings("resource")
    URLClassLoader loader =
        new URLClassLoader(new URL[] {library}, Launcher.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    try {
      loader
          .loadClass("org.dompet.server.Dompet")
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception) {
        throw (Exception) e.getCause();
      }
      throw e;
    }
  }

  /** 8 for "1.8", 17 for "17". */
  private static int javaRelease() {
    String release = System.getProperty("java.specification.version", "0");
    return Integer.parseInt(release.startsWith("1.") ? release.substring(2) : release);
  }
}
