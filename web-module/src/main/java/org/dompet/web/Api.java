package org.dompet.web;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.auth.LoginConfig;

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
        // JSON is read and written by org.dompet.web.json, strictly.
        "jersey.config.jsonFeature",
        "none",
        "jersey.config.server.wadl.disableWadl",
        true,
        // A path says where something is, whatever name the request called this server by.
        "jersey.config.server.headers.location.relative.resolution.disabled",
        true,
        // Most answers are a few hundred bytes; each request takes a buffer of this size.
        "jersey.config.server.contentLength.buffer",
        2048);
  }
}
