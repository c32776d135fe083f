package org.dompet.web.probe;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Set;
import org.dompet.web.request.AccessToken;

/** Who is told what probes saw, and not only how it ended. */
final class Staff {
  private static final Set<String> ROLES = Set.of("SUPPORT", "AUDITOR", "OPERATOR", "ADMIN");

  private Staff() {}

  static boolean asks(HttpServletRequest request) {
    return AccessToken.of(request)
        .filter(token -> !Collections.disjoint(token.getGroups(), ROLES))
        .isPresent();
  }
}
