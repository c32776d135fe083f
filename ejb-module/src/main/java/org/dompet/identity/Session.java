package org.dompet.identity;

import java.time.Duration;

/**
 * What signing in gives.
 *
 * @param accessToken a JWT for the {@code Authorization} header
 * @param expiresIn how long it is good for
 * @param refreshToken good once, for the next session
 */
public record Session(String accessToken, Duration expiresIn, String refreshToken, Profile user) {
  @Override
  public String toString() {
    return "Session of " + user.id();
  }
}
