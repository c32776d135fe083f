package org.dompet.web.openapi;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dompet.web.Api;
import org.dompet.web.webhook.WebhookServlet;

/**
 * Every door that the application has, found in its classes: {@code GET /api/v1/wallets/{id}}, and
 * who may come through it.
 */
public final class Doors {
  /** Who may come through a door that asks for no role. */
  public static final String EVERYBODY = "everybody";

  /** The server's own, from MicroProfile. */
  private static final List<String> SERVER =
      List.of("/health", "/health/live", "/health/ready", "/health/started", "/metrics");

  /** Where the container sends errors, and the way to the pages: nobody comes in through them. */
  private static final List<String> NO_DOORS = List.of("/errors", DocsEntrance.PATH);

  /** What is behind the servlets that take whole trees. */
  private static final Map<String, String> PATTERNS =
      Map.of("/problems/*", "/problems/{code}", "/openapi/*", "/openapi");

  private Doors() {}

  static Set<String> all() {
    return access().keySet();
  }

  /** Each door with the roles that open it, or {@link #EVERYBODY}. */
  public static SortedMap<String, Set<String>> access() {
    SortedMap<String, Set<String>> doors = new TreeMap<>();
    SERVER.forEach(path -> doors.put("GET " + path, Set.of(EVERYBODY)));
    for (Class<?> type : classes()) {
      if (type.isAnnotationPresent(Path.class)) {
        addResource(doors, type);
      }
      WebServlet servlet = type.getAnnotation(WebServlet.class);
      if (servlet != null && !NO_DOORS.containsAll(List.of(servlet.urlPatterns()))) {
        for (String pattern : servlet.urlPatterns()) {
          doors.put(
              (isForPosts(type) ? "POST " : "GET ") + PATTERNS.getOrDefault(pattern, pattern),
              Set.of(EVERYBODY));
        }
      }
    }
    return doors;
  }

  private static void addResource(SortedMap<String, Set<String>> doors, Class<?> type) {
    String base = Api.class.getAnnotation(ApplicationPath.class).value();
    String first = type.getAnnotation(Path.class).value();
    for (Method method : type.getDeclaredMethods()) {
      Path second = method.getAnnotation(Path.class);
      for (Annotation annotation : method.getAnnotations()) {
        HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
        if (http != null) {
          String path = base + "/" + first + "/" + (second == null ? "" : second.value());
          doors.put(
              http.value() + " " + path.replaceAll("/+", "/").replaceAll("/$", ""),
              roles(type, method));
        }
      }
    }
  }

  /** As the method says, or else its class; nobody where neither does. */
  private static Set<String> roles(Class<?> type, Method method) {
    for (AnnotatedElement said : List.of(method, type)) {
      if (said.isAnnotationPresent(PermitAll.class)) {
        return Set.of(EVERYBODY);
      }
      RolesAllowed roles = said.getAnnotation(RolesAllowed.class);
      if (roles != null) {
        return Set.of(roles.value());
      }
    }
    return Set.of();
  }

  private static boolean isForPosts(Class<?> servlet) {
    return servlet == WebhookServlet.class;
  }

  private static List<Class<?>> classes() {
    try {
      URI root = Api.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      java.nio.file.Path directory = java.nio.file.Path.of(root);
      try (Stream<java.nio.file.Path> files = Files.walk(directory.resolve("org/dompet/web"))) {
        return files
            .map(file -> directory.relativize(file).toString())
            .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
            .<Class<?>>map(name -> load(name.replace(".class", "").replace('/', '.')))
            .toList();
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, Doors.class.getClassLoader());
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
