package org.dompet.ear;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is packed where, and how its deployment is described. */
class ArchiveIT {
  /** As class files name the annotations that make a class an EJB. */
  private static final Pattern EJB =
      Pattern.compile("Ljakarta/ejb/(Singleton|Stateless|Stateful|MessageDriven);");

  private static final Path ROOT = Path.of(System.getProperty("dompet.root"));
  private static Map<String, byte[]> archive;

  @BeforeAll
  static void open() throws IOException {
    archive = unzip(Files.readAllBytes(ROOT.resolve("ear/target/dompet.ear")));
  }

  @Test
  void servesFromTheRootOfTheServer() {
    assertThat(text(archive, "META-INF/application.xml"))
        .contains("<web-uri>dompet-web.war</web-uri>", "<context-root>/</context-root>");
  }

  /** Elsewhere Payara would not see them, and refuses a module that has none. */
  @Test
  void packsEjbsInEjbModulesAndNothingElseThere() throws IOException {
    String descriptor = text(archive, "META-INF/application.xml");
    for (String name : archive.keySet()) {
      if (name.matches("(.*/)?dompet-[^/]*\\.jar")) {
        boolean module = descriptor.contains("<ejb>" + name + "</ejb>");
        assertThat(hasEjb(archive.get(name)))
            .as("%s has EJBs; it is an EJB module in ear/pom.xml: %s", name, module)
            .isEqualTo(module);
      }
    }
  }

  @Test
  void packsEachLibraryOnceAndNothingThatTheServerHas() throws IOException {
    List<String> shared =
        archive.keySet().stream()
            .filter(name -> name.endsWith(".jar"))
            .map(name -> name.substring(name.lastIndexOf('/') + 1))
            .toList();
    assertThat(shared)
        .anyMatch(name -> name.startsWith("hibernate-core-"))
        .anyMatch(name -> name.startsWith("postgresql-"))
        .noneMatch(name -> name.startsWith("jakarta.") || name.startsWith("jackson-"))
        .noneMatch(name -> name.startsWith("junit") || name.startsWith("artemis-"));
    assertThat(unzip(archive.get("dompet-web.war")).keySet())
        .noneMatch(name -> name.endsWith(".jar"));
  }

  @Test
  void isDeployedByTheCommandsThatThePageShows() throws IOException {
    String commands = Files.readString(ROOT.resolve("config/payara/deploy-ear"), UTF_8);
    assertThat(Files.readString(ROOT.resolve("docs/ear.md"), UTF_8)).contains(commands);
  }

  private static boolean hasEjb(byte[] jar) throws IOException {
    return unzip(jar).entrySet().stream()
        .filter(file -> file.getKey().endsWith(".class"))
        .anyMatch(file -> EJB.matcher(new String(file.getValue(), ISO_8859_1)).find());
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.get(name), UTF_8);
  }

  private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }
}
