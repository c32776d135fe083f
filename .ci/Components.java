import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What the distribution is made of: {@code java .ci/Components.java <SBOM> <distribution>}. Every
 * archive in it, also those within others, must be in the SBOM that the build made, or is listed in
 * one of its own: what the server brings. Lists licences, refuses those that don't go with ours, and
 * asks OSV about known vulnerabilities if it can be reached.
 */
public final class Components {
  /** Not for us: who hands Dompet on would have to give away more than they may wish. */
  private static final Pattern UNWANTED =
      Pattern.compile("(?i)^(?!.*(classpath|lesser|lgpl|exception|or )).*(\\bA?GPL|affero|gnu general public|sspl|busl|commons.clause).*");

  private static final String OSV = System.getenv().getOrDefault("OSV_URL", "https://api.osv.dev");
  private static final int BATCH = 500;

  private Components() {}

  /** An archive as it was found. */
  private record Shipped(String place, String name, String purl, String sha256) {}

  public static void main(String[] arguments) throws Exception {
    proveItself();
    Path sbom = Path.of(arguments[0]);
    Path distribution = Path.of(arguments[1]);
    String declared = Files.readString(sbom);

    List<Shipped> shipped = new ArrayList<>();
    try (Stream<Path> files = Files.walk(distribution)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        look(distribution.relativize(file).toString(), file.getFileName().toString(), Files.readAllBytes(file), shipped);
      }
    }
    List<Shipped> strangers = new ArrayList<>();
    List<Shipped> brought = new ArrayList<>();
    for (Shipped archive : shipped) {
      if (isOurs(archive) || isIn(declared, archive)) {
        continue;
      }
      (archive.place().contains("payara-micro.jar!") ? brought : strangers).add(archive);
    }
    Path second = sbom.resolveSibling("payara-micro.cdx.json");
    Files.writeString(second, document(brought));

    Map<String, Integer> licences = licences(declared);
    licences.forEach((licence, count) -> System.out.printf("%5d  %s%n", count, licence));
    List<String> faults = new ArrayList<>();
    licences.keySet().stream().filter(licence -> UNWANTED.matcher(licence).matches()).forEach(licence -> faults.add("A licence that does not go with ours: " + licence));
    strangers.forEach(stranger -> faults.add("Shipped, and not in the SBOM: " + stranger.place()));
    if (shipped.size() < 50 || brought.size() < 50) {
      faults.add("Only " + shipped.size() + " archives found, " + brought.size() + " of the server: this is not the distribution");
    }

    Set<String> purls = new TreeSet<>(purls(declared));
    brought.stream().map(Shipped::purl).filter(purl -> !purl.isEmpty()).forEach(purls::add);
    System.out.printf("%d archives shipped, %d of them within Payara Micro (%s); %d components in %s%n", shipped.size(), brought.size(), second, purls(declared).size(), sbom);
    faults.addAll(vulnerable(OSV, List.copyOf(purls)));
    faults.forEach(System.out::println);
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  /** The archive, and those within it. */
  private static void look(String place, String name, byte[] content, List<Shipped> found) throws IOException {
    if (!name.matches(".*\\.(jar|war|rar|ear)")) {
      return;
    }
    String purl = "";
    int descriptors = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String inside = entry.getName();
        if (inside.matches("META-INF/maven/[^/]+/[^/]+/pom.properties")) {
          Properties properties = new Properties();
          properties.load(new ByteArrayInputStream(zip.readAllBytes()));
          descriptors++;
          purl = "pkg:maven/" + properties.getProperty("groupId") + "/" + properties.getProperty("artifactId") + "@" + properties.getProperty("version");
        } else if (inside.matches(".*\\.(jar|war|rar)")) {
          look(place + "!/" + inside, inside.substring(inside.lastIndexOf('/') + 1), zip.readAllBytes(), found);
        }
      }
    }
    // More than one: parts were copied in, and which one is the archive's own can't be told.
    found.add(new Shipped(place, name, descriptors == 1 ? purl : "", hash(content)));
  }

  private static boolean isOurs(Shipped archive) {
    return archive.name().matches("dompet.*");
  }

  /** By what it says of itself, or by its name. */
  private static boolean isIn(String sbom, Shipped archive) {
    if (!archive.purl().isEmpty() && sbom.contains("\"" + archive.purl() + "?")) {
      return true;
    }
    String name = archive.name().replaceAll("\\.(jar|rar|war)$", "");
    return purls(sbom).stream()
        .map(purl -> purl.substring(purl.lastIndexOf('/') + 1))
        .anyMatch(last -> last.replace("@", "-").equals(name) || last.replaceAll("@.*", "").equals(name));
  }

  private static List<String> purls(String sbom) {
    Matcher matcher = Pattern.compile("\"purl\"\\s*:\\s*\"(pkg:maven/[^\"?]+)").matcher(sbom);
    List<String> purls = new ArrayList<>();
    while (matcher.find()) {
      String purl = java.net.URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
      if (!purl.startsWith("pkg:maven/org.dompet/")) {
        purls.add(purl);
      }
    }
    return purls;
  }

  private static Map<String, Integer> licences(String sbom) {
    Matcher matcher = Pattern.compile("\"license\"\\s*:\\s*\\{\\s*\"(?:id|name)\"\\s*:\\s*\"([^\"]+)\"|\"expression\"\\s*:\\s*\"([^\"]+)\"").matcher(sbom);
    Map<String, Integer> licences = new TreeMap<>();
    while (matcher.find()) {
      licences.merge(matcher.group(1) == null ? matcher.group(2) : matcher.group(1), 1, Integer::sum);
    }
    return licences;
  }

  /** As CycloneDX writes it. */
  private static String document(List<Shipped> archives) {
    List<String> components = new ArrayList<>();
    for (Shipped archive : archives) {
      String name = archive.name().replaceAll("\\.jar$", "");
      components.add(
          "    {\"type\": \"library\", \"name\": \"" + name + "\", "
              + (archive.purl().isEmpty() ? "" : "\"version\": \"" + archive.purl().replaceAll(".*@", "") + "\", \"purl\": \"" + archive.purl() + "?type=jar\", ")
              + "\"hashes\": [{\"alg\": \"SHA-256\", \"content\": \"" + archive.sha256() + "\"}]}");
    }
    return "{\n  \"bomFormat\": \"CycloneDX\",\n  \"specVersion\": \"1.6\",\n  \"version\": 1,\n  \"components\": [\n"
        + String.join(",\n", components) + "\n  ]\n}\n";
  }

  /** What OSV knows against them; says so loudly if it can't be asked. */
  private static List<String> vulnerable(String osv, List<String> purls) throws InterruptedException {
    List<String> known = new ArrayList<>();
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    try {
      for (int from = 0; from < purls.size(); from += BATCH) {
        List<String> some = purls.subList(from, Math.min(purls.size(), from + BATCH));
        String queries = String.join(",", some.stream().map(purl -> "{\"package\":{\"purl\":\"" + purl + "\"}}").toList());
        HttpRequest question =
            HttpRequest.newBuilder(URI.create(osv + "/v1/querybatch"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"queries\":[" + queries + "]}"))
                .build();
        HttpResponse<String> answer = client.send(question, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
          throw new IOException("status " + answer.statusCode());
        }
        known.addAll(read(answer.body(), some));
      }
      System.out.printf("%d components asked about at %s, %d vulnerable%n", purls.size(), osv, known.size());
    } catch (IOException | IllegalStateException unreachable) {
      System.out.println("********************************************************************************");
      System.out.printf("* KNOWN VULNERABILITIES WERE NOT CHECKED: %s was not reached.%n", osv);
      System.out.printf("* %d components are unchecked. Run .ci/scan where the network lets it.%n", purls.size());
      System.out.println("********************************************************************************");
    }
    return known;
  }

  /** One result for each question, in their order: {@code {"results":[{},{"vulns":[{"id":…}]}]}}. */
  private static List<String> read(String answer, List<String> asked) {
    List<String> known = new ArrayList<>();
    int depth = 0;
    int result = -1;
    int start = 0;
    for (int i = answer.indexOf('['); i >= 0 && i < answer.length(); i++) {
      char c = answer.charAt(i);
      if (c == '{' && ++depth == 1) {
        result++;
        start = i;
      } else if (c == '}' && --depth == 0) {
        Matcher id = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"").matcher(answer.substring(start, i));
        while (id.find()) {
          known.add("Known to be vulnerable: " + asked.get(result) + " " + id.group(1));
        }
      } else if (c == ']' && depth == 0) {
        break;
      }
    }
    if (result + 1 != asked.size()) {
      throw new IllegalStateException("OSV answered " + (result + 1) + " of " + asked.size());
    }
    return known;
  }

  /** A check that finds nothing would be silent for ever. */
  private static void proveItself() throws Exception {
    HttpServer osv = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer = "{\"results\":[{},{\"vulns\":[{\"id\":\"GHSA-1\",\"modified\":\"x\"}]},{}]}".getBytes(StandardCharsets.UTF_8);
    osv.createContext("/v1/querybatch", exchange -> {
      try (InputStream body = exchange.getRequestBody()) {
        body.readAllBytes();
      }
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    });
    osv.start();
    try {
      List<String> known = vulnerable("http://127.0.0.1:" + osv.getAddress().getPort(), List.of("pkg:maven/a/a@1", "pkg:maven/b/b@2", "pkg:maven/c/c@3"));
      if (!known.equals(List.of("Known to be vulnerable: pkg:maven/b/b@2 GHSA-1"))) {
        throw new IllegalStateException("Does not find what it should: " + known);
      }
    } finally {
      osv.stop(0);
    }
    for (String licence : List.of("GPL-3.0-only", "AGPL-3.0", "GNU General Public License v3", "SSPL-1.0")) {
      if (!UNWANTED.matcher(licence).matches()) {
        throw new IllegalStateException("Would let pass: " + licence);
      }
    }
    for (String licence : List.of("Apache-2.0", "GPL-2.0-with-classpath-exception", "LGPL-2.1-only", "GNU Lesser General Public License")) {
      if (UNWANTED.matcher(licence).matches()) {
        throw new IllegalStateException("Would refuse: " + licence);
      }
    }
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
