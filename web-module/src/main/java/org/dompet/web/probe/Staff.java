package org.dompet.web.probe;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who is told what probes saw, and not only how it ended. */
final class Staff {
  private static final Set<String> ROLES = Set.of("SUPPORT", "AUDITOR", "OPERATOR", "ADMIN");

  private Staff() {}

  static boolean asks(HttpServletRequest request) {
    return request.getUserPrincipal() instanceof JsonWebToken token
        && !Collections.disjoint(token.getGroups(), ROLES);
  }
}
