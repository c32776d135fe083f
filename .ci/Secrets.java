import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for secrets in every tracked file: {@code java .ci/Secrets.java}. Says where and what kind,
 * never the secret. What is meant to be there is listed in {@code .ci/secrets-allowed}, by its hash.
 * First it proves on itself that it finds each kind.
 */
public final class Secrets {
  private static final Path ALLOWED = Path.of(".ci", "secrets-allowed");
  private static final int LARGEST = 5_000_000;

  /** What says of itself that it opens nothing. */
  private static final Pattern MADE_UP =
      Pattern.compile("(?i)test|demo|bench|example|sample|fake|dummy|^password$|^secret$");

  /** The last group is the secret. */
  private static final Map<String, Pattern> KINDS = new LinkedHashMap<>();

  static {
    kind("private key", "-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----\\s*([A-Za-z0-9+/=\\\\n\\s]{40})");
    kind("Stripe key", "\\b([sr]k_(?:live|test)_[A-Za-z0-9]{20,})");
    kind("Stripe webhook secret", "\\b(whsec_[A-Za-z0-9+/]{28,})");
    kind("MoonPay key", "\\b(sk_(?:live|test)_[A-Za-z0-9]{20,}|wk_(?:live|test)_[A-Za-z0-9]{16,})");
    kind("Telegram bot token", "\\b([0-9]{8,12}:AA[A-Za-z0-9_-]{32,34})(?![A-Za-z0-9_-])");
    kind("Slack token", "\\b(xox[abeoprs]-[A-Za-z0-9-]{16,})");
    kind("Slack webhook", "(hooks\\.slack\\.com/services/T[A-Z0-9]{6,}/B[A-Z0-9]{6,}/[A-Za-z0-9]{16,})");
    kind("AWS key", "\\b((?:AKIA|ASIA)[A-Z0-9]{16})\\b");
    kind("Google key", "\\b(AIza[A-Za-z0-9_-]{35})");
    kind("GitHub token", "\\b(gh[opsur]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})");
    kind("JSON web token", "\\b(eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{20,})");
    kind("password in an address", "\\b[a-z][a-z0-9+.-]*://[^\\s/:@\"'<>{}$]+:([^\\s/@\"'<>{}$]{6,})@[A-Za-z0-9]");
    kind("password in a JDBC address", "jdbc:[a-z]+:[^\\s\"']*[?&;]password=([^\\s\"'&;<>{}$]{6,})");
    kind(
        "assigned secret",
        "(?i)(?:passw(?:or)?d|secret|token|api[-_]?key|signing[-_]?key)[\"']?\\s*[:=]\\s*[\"']([A-Za-z0-9+/=_-]{24,})[\"']");
  }

  private Secrets() {}

  public static void main(String[] arguments) throws Exception {
    proveItself();
    Map<String, String> allowed = allowed();
    Set<String> used = new HashSet<>();
    List<String> found = new ArrayList<>();
    List<Path> files = tracked();
    for (Path file : files) {
      if (Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
        for (Finding finding : scan(Files.readString(file, StandardCharsets.ISO_8859_1))) {
          String key = file + " " + hash(finding.secret());
          if (allowed.containsKey(key) || allowed.containsKey(file + " *")) {
            used.add(allowed.containsKey(key) ? key : file + " *");
          } else {
            found.add(file + ":" + finding.line() + ": " + finding.kind() + " (" + hash(finding.secret()) + ")");
          }
        }
      }
    }
    allowed.keySet().stream()
        .filter(key -> !used.contains(key))
        .forEach(key -> System.out.println("Not needed any more in " + ALLOWED + ": " + key));
    found.forEach(System.out::println);
    System.out.printf("%d tracked files, %d kinds of secrets, %d allowed, %d found%n", files.size(), KINDS.size(), used.size(), found.size());
    System.exit(found.isEmpty() ? 0 : 1);
  }

  private record Finding(int line, String kind, String secret) {}

  private static List<Finding> scan(String text) {
    List<Finding> findings = new ArrayList<>();
    KINDS.forEach(
        (kind, pattern) -> {
          Matcher matcher = pattern.matcher(text);
          while (matcher.find()) {
            String secret = matcher.group(matcher.groupCount());
            if (isRandom(kind, secret) && !MADE_UP.matcher(secret).find()) {
              int line = 1 + (int) text.substring(0, matcher.start()).chars().filter(c -> c == '\n').count();
              findings.add(new Finding(line, kind, secret));
            }
          }
        });
    return findings;
  }

  /** What is merely assigned must look random, or every constant would be a finding. */
  private static boolean isRandom(String kind, String secret) {
    if (!kind.equals("assigned secret")) {
      return true;
    }
    double entropy =
        secret.chars().distinct()
            .mapToDouble(c -> secret.chars().filter(other -> other == c).count() / (double) secret.length())
            .map(p -> -p * Math.log(p) / Math.log(2))
            .sum();
    return entropy > 3.5 && secret.matches(".*[0-9].*") && secret.matches(".*[A-Za-z].*");
  }

  /** A pattern that finds nothing would be silent for ever. Put together here, so as not to find itself. */
  private static void proveItself() {
    String letters = "aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xYzAbCdEfGhIjKlMnOpQ";
    Map<String, String> examples = new LinkedHashMap<>();
    examples.put("private key", "-----BEGIN " + "PRIVATE KEY-----\n" + letters);
    examples.put("Stripe key", "sk_" + "live_" + letters.substring(0, 24));
    examples.put("Stripe webhook secret", "whsec" + "_" + letters.substring(0, 32));
    examples.put("MoonPay key", "wk_" + "live_" + letters.substring(0, 20));
    examples.put("Telegram bot token", "123456789" + ":AA" + letters.substring(0, 33));
    examples.put("Slack token", "xox" + "b-" + letters.substring(0, 20));
    examples.put("Slack webhook", "hooks.slack" + ".com/services/T12345678/B12345678/" + letters.substring(0, 24));
    examples.put("AWS key", "AKIA" + "ABCDEFGH12345678");
    examples.put("Google key", "AIza" + letters.substring(0, 35));
    examples.put("GitHub token", "ghp" + "_" + letters.substring(0, 36));
    examples.put("JSON web token", "eyJ" + "hbGciOiJ9.eyJ" + "zdWIiOiJ9." + letters.substring(0, 24));
    examples.put("password in an address", "postgres://" + "user:" + "hunter22" + "@db");
    examples.put("password in a JDBC address", "jdbc:postgresql://db/x?user=a&" + "password=" + "hunter22");
    examples.put("assigned secret", "token = " + "\"" + letters.substring(0, 30) + "\"");
    if (!examples.keySet().equals(KINDS.keySet())) {
      throw new IllegalStateException("Each kind needs an example");
    }
    examples.forEach(
        (kind, example) -> {
          if (scan("x\n" + example + "\n").stream().noneMatch(found -> found.kind().equals(kind) && found.line() == 2)) {
            throw new IllegalStateException("Does not find what it should: " + kind);
          }
        });
  }

  /** Lines of path, hash and reason. */
  private static Map<String, String> allowed() throws IOException {
    Map<String, String> allowed = new LinkedHashMap<>();
    if (Files.exists(ALLOWED)) {
      for (String line : Files.readAllLines(ALLOWED)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] parts = line.split("\\s+", 3);
          if (parts.length < 3) {
            throw new IllegalStateException(ALLOWED + ": path, hash and a reason are needed: " + line);
          }
          allowed.put(parts[0] + " " + parts[1], parts[2]);
        }
      }
    }
    return allowed;
  }

  private static List<Path> tracked() throws Exception {
    Process git = new ProcessBuilder("git", "ls-files", "-z").redirectError(ProcessBuilder.Redirect.INHERIT).start();
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    git.getInputStream().transferTo(names);
    if (git.waitFor() != 0) {
      throw new IllegalStateException("git ls-files failed");
    }
    List<Path> files = new ArrayList<>();
    for (String name : names.toString(StandardCharsets.UTF_8).split("\0")) {
      files.add(Path.of(name));
    }
    if (files.size() < 100) {
      throw new IllegalStateException("Only " + files.size() + " tracked files: this is not the repository");
    }
    return files;
  }

  private static String hash(String secret) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.ISO_8859_1));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void kind(String name, String pattern) {
    KINDS.put(name, Pattern.compile(pattern));
  }
}
