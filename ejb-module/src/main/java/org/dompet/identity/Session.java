package org.dompet.identity;

import java.time.Duration;

/**
 * What signing in gives.
 *
 * @param accessToken a JWT for the {@code Authorization} header
 * @param expiresIn how long it is good for
 * @param refreshToken good once, for the next session
 * @param user with the roles that the session carries
 * @param standing what is missing for the others
 */
public record Session(
    String accessToken, Duration expiresIn, String refreshToken, Profile user, Standing standing) {
  @Override
  public String toString() {
    return "Session of " + user.id();
  }
}
