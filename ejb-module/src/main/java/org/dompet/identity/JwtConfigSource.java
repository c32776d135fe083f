package org.dompet.identity;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells MicroProfile JWT what to verify with: the public halves of the keys in {@code
 * dompet.jwt.keys}, our issuer and our audience. Read once, when the application starts.
 */
public final class JwtConfigSource implements ConfigSource {
  private static final String ISSUER = "dompet";

  private final Map<String, String> properties;

  public JwtConfigSource() {
    String files = setting("dompet.jwt.keys");
    // Without keys the application still has to get as far as saying so: see AccessTokens.
    properties =
        files == null
            ? Map.of()
            : Map.of(
                "mp.jwt.verify.publickey",
                JwtKeys.read(files).jwks(),
                "mp.jwt.verify.issuer",
                issuer(),
                "mp.jwt.verify.audiences",
                AccessTokens.AUDIENCE);
  }

  /** Who our tokens say they are from: {@code dompet.jwt.issuer}. */
  static String issuer() {
    String configured = setting("dompet.jwt.issuer");
    return configured == null ? ISSUER : configured;
  }

  /** A source can't ask the configuration that it is becoming a part of. */
  static @Nullable String setting(String key) {
    String property = System.getProperty(key);
    if (property == null) {
      property = System.getenv(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
    }
    return property == null || property.isBlank() ? null : property;
  }

  @Override
  public Set<String> getPropertyNames() {
    return properties.keySet();
  }

  @Override
  public @Nullable String getValue(String name) {
    return properties.get(name);
  }

  @Override
  public String getName() {
    return "dompet-jwt";
  }
}
