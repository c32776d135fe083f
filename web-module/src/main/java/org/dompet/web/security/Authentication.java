package org.dompet.web.security;

import jakarta.inject.Inject;
import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.time.Clock;
import org.dompet.identity.EndedSessions;

/**
 * Puts {@link BearerTokens} in front of the module that the container registered for this
 * application; the container takes the registration back when the application ends.
 */
@WebListener
public class Authentication implements ServletContextListener {
  @Inject private Clock clock;
  @Inject private EndedSessions ended;

  @SuppressWarnings("NullAway.Init") // for the container
  public Authentication() {}

  @Override
  public void contextInitialized(ServletContextEvent started) {
    ServletContext context = started.getServletContext();
    String application = context.getVirtualServerName() + " " + context.getContextPath();
    AuthConfigFactory factory = AuthConfigFactory.getFactory();
    AuthConfigProvider microProfile = factory.getConfigProvider("HttpServlet", application, null);
    if (microProfile == null) {
      throw new IllegalStateException("MicroProfile JWT is not switched on");
    }
    factory.registerServerAuthModule(
        new BearerTokens(microProfile, application, clock, ended.asPredicate()), context);
  }
}
