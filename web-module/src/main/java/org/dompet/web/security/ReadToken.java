package org.dompet.web.security;

import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * A verified token, with what every request asks of it read once: MicroProfile's goes through its
 * JSON each time.
 */
final class ReadToken implements JsonWebToken {
  private final JsonWebToken token;
  private final String name;
  private final @Nullable String subject;
  private final Set<String> groups;
  private final long expirationTime;

  ReadToken(JsonWebToken token) {
    this.token = token;
    this.name = token.getName();
    this.subject = token.getSubject();
    this.groups = Set.copyOf(token.getGroups());
    this.expirationTime = token.getExpirationTime();
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public @Nullable String getSubject() {
    return subject;
  }

  @Override
  public Set<String> getGroups() {
    return groups;
  }

  @Override
  public long getExpirationTime() {
    return expirationTime;
  }

  @Override
  public Set<String> getClaimNames() {
    return token.getClaimNames();
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // the interface's
  public <T> T getClaim(String claim) {
    return token.getClaim(claim);
  }
}
