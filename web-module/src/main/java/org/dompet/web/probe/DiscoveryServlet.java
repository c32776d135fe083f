package org.dompet.web.probe;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dompet.readiness.Checked;
import org.dompet.readiness.Peers;
import org.dompet.readiness.Readiness;
import org.dompet.readiness.Verdict;
import org.dompet.web.json.JsonFormat;
import org.jspecify.annotations.Nullable;

/**
 * {@code /discovery/services}: of what this installation consists, and on whom it depends. Staff
 * are told versions, addresses and how long the answers took.
 */
@WebServlet(urlPatterns = "/discovery/services")
public class DiscoveryServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Deployed together, or as a second archive beside: the RAR. */
  private static final List<String> MODULES = List.of("business", "jobs", "web");

  /** What readiness has looked at already, by the names under which it is known here. */
  private static final List<String> OWN = List.of("database", "broker");

  @Inject private transient Readiness readiness;
  @Inject private transient Peers peers;
  private final transient Build build = Build.packaged();

  @SuppressWarnings("NullAway.Init") // for the container
  public DiscoveryServlet() {}

  /** What something is. */
  enum Kind {
    MODULE,
    DEPENDENCY
  }

  /** How it is. */
  enum State {
    UP,
    DOWN,
    /** Not configured. */
    OFF
  }

  /** One of them; what follows the state, for staff. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ServiceView(
      String name,
      Kind kind,
      State state,
      @Nullable String version,
      @Nullable String commit,
      @Nullable String builtAt,
      @Nullable Long latencyMillis,
      @Nullable String detail) {}

  /** The answer. */
  record View(List<ServiceView> services) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean staff = Staff.asks(request);
    List<ServiceView> services = new ArrayList<>();
    for (String module : MODULES) {
      services.add(module(module, build.version(), staff));
    }
    services.add(module("schema", MigrationsReady.SCHEMA_VERSION, staff));
    for (String name : OWN) {
      services.add(dependency(readiness.of(name), staff));
    }
    for (Checked peer : peers.now()) {
      services.add(dependency(peer, staff));
    }
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Vary", "Authorization");
    response
        .getOutputStream()
        .write(JsonFormat.mapper().writeValueAsBytes(new View(List.copyOf(services))));
  }

  /** What answers this runs. */
  private ServiceView module(String name, String version, boolean staff) {
    return staff
        ? new ServiceView(
            name, Kind.MODULE, State.UP, version, build.commit(), build.builtAt(), null, null)
        : new ServiceView(name, Kind.MODULE, State.UP, null, null, null, null, null);
  }

  private static ServiceView dependency(Checked checked, boolean staff) {
    Verdict verdict = checked.verdict();
    State state =
        switch (verdict.state()) {
          case PASS -> State.UP;
          case WARN -> State.OFF;
          case FAIL -> State.DOWN;
        };
    return new ServiceView(
        checked.name(),
        Kind.DEPENDENCY,
        state,
        null,
        null,
        null,
        staff && state != State.OFF ? checked.millis() : null,
        staff ? verdict.evidence() : null);
  }
}
