package org.dompet.web.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dompet.audit.Access;
import org.dompet.audit.AccessLog;
import org.dompet.audit.Caller;
import org.dompet.web.request.Call;
import org.dompet.web.request.ClientAddress;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;

/** Makes lines of the admin access log from calls, of those callers who are known. */
@ApplicationScoped
public class AccessLogging {
  private static final Logger LOG = System.getLogger(AccessLogging.class.getName());

  /** For logs that are shipped elsewhere: all but what was read and allowed. */
  private static final Logger AUDIT = System.getLogger("org.dompet.AUDIT");

  private static final String ASKED = AccessLogging.class.getName() + ".asked";

  /** Marks a request whose outcome needs no other line. */
  private static final String CLOSED = AccessLogging.class.getName() + ".closed";

  /** What a call went to that no door answers. */
  private static final String NO_DOOR = "/api/v1/admin (no such door)";

  private AccessLog log;
  private Call call;
  private ClientAddress clientAddress;
  private MetricRegistry metrics;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected AccessLogging() {}

  @Inject
  AccessLogging(AccessLog log, Call call, ClientAddress clientAddress, MetricRegistry metrics) {
    this.log = log;
    this.call = call;
    this.clientAddress = clientAddress;
    this.metrics = metrics;
  }

  /**
   * Writes a line about a call of a door. Nobody knows who calls without a token: that is refused,
   * and not written.
   *
   * @return false if it can't be written
   */
  boolean write(
      ContainerRequestContext request,
      String route,
      Access.Outcome outcome,
      @Nullable Integer status) {
    @Nullable JsonWebToken token = call.token().orElse(null);
    if (token == null) {
      return true;
    }
    if (request.getProperty(CLOSED) != null) {
      return false;
    }
    SortedMap<String, String> facts = new TreeMap<>();
    request
        .getUriInfo()
        .getQueryParameters()
        .forEach((name, values) -> facts.put(name, String.join(" ", values)));
    @Nullable String key = request.getHeaderString("Idempotency-Key");
    if (key != null) {
      facts.put("Idempotency-Key", key);
    }
    boolean written =
        write(
            access(
                token,
                request.getMethod() + " " + route,
                target(request.getUriInfo().getPathParameters()),
                facts,
                call.caller(),
                outcome,
                status));
    if (outcome == Access.Outcome.ASKED && written) {
      request.setProperty(ASKED, true);
    } else {
      // Written, or not to be: a second attempt would keep the caller waiting as long again.
      request.setProperty(CLOSED, true);
    }
    return written;
  }

  /** That the call was about to be let in is written. */
  boolean isAsked(ContainerRequestContext request) {
    return request.getProperty(ASKED) != null;
  }

  /** Writes a line about a call that no door has answered, unless it has one. */
  void close(HttpServletRequest request, @Nullable String requestId, int status) {
    if (request.getAttribute(CLOSED) == null
        && request.getUserPrincipal() instanceof JsonWebToken token) {
      Caller caller =
          new Caller(clientAddress.of(request), request.getHeader("User-Agent"), requestId);
      write(
          access(
              token,
              request.getMethod() + " " + NO_DOOR,
              request.getRequestURI(),
              Map.of(),
              caller,
              Access.Outcome.of(status),
              status));
    }
  }

  private boolean write(Access access) {
    try {
      log.write(access);
      say(access);
      count(access.outcome().name());
      return true;
    } catch (RuntimeException unwritten) {
      LOG.log(
          Level.ERROR,
          "No line in the admin access log: "
              + access.actor()
              + " "
              + access.action()
              + " "
              + access.outcome(),
          unwritten);
      count("UNWRITTEN");
      return false;
    }
  }

  private static void say(Access access) {
    if (access.outcome() != Access.Outcome.DONE || !access.action().startsWith("GET ")) {
      AUDIT.log(
          Level.INFO,
          "{0} {1} {2} by {3} from {4}: {5} {6}",
          access.outcome(),
          access.action(),
          Objects.requireNonNullElse(access.target(), "-"),
          access.actor(),
          access.caller().address(),
          access.status() == null ? "-" : String.valueOf(access.status()),
          access.metadata());
    }
  }

  private void count(String outcome) {
    metrics
        .counter("dompet_admin_access_total", new Tag("outcome", outcome.toLowerCase(Locale.ROOT)))
        .inc();
  }

  private static Access access(
      JsonWebToken token,
      String action,
      @Nullable String target,
      Map<String, String> facts,
      Caller caller,
      Access.Outcome outcome,
      @Nullable Integer status) {
    return new Access(
        String.valueOf(token.getSubject()),
        List.copyOf(token.getGroups()),
        action,
        target,
        new TreeMap<>(facts),
        caller,
        outcome,
        status);
  }

  private static @Nullable String target(Map<String, List<String>> parameters) {
    return parameters.isEmpty()
        ? null
        : parameters.values().stream().flatMap(List::stream).collect(Collectors.joining(" "));
  }
}
