package org.dompet.web;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.auth.LoginConfig;
import org.eclipse.microprofile.config.ConfigProvider;

/** The JSON API. Access tokens are verified by MicroProfile JWT. */
@ApplicationPath("/api/v1")
@ApplicationScoped
@LoginConfig(authMethod = "MP-JWT")
@DeclareRoles({"USER", "SUPPORT", "AUDITOR", "OPERATOR", "ADMIN"})
public class Api extends Application {

  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        // Problems have bodies of ours; the container's error pages stay out of them.
        "jersey.config.server.response.setStatusOverSendError",
        true,
        // Nothing that finds its own way in: JSON of other makes, and tracing that is switched off.
        "jersey.config.disableAutoDiscovery",
        !isTraced(),
        // JSON is read and written by org.dompet.web.json, strictly.
        "jersey.config.jsonFeature",
        "none",
        "jersey.config.server.wadl.disableWadl",
        true);
  }

  private static boolean isTraced() {
    return ConfigProvider.getConfig()
        .getOptionalValue("otel.sdk.disabled", Boolean.class)
        .map(disabled -> !disabled)
        .orElse(false);
  }
}
