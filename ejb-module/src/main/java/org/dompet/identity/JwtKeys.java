package org.dompet.identity;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The RSA keys of our access tokens: the first signs, all verify, so that one can replace another
 * without anybody being signed out. A key's id is its thumbprint (RFC 7638).
 */
final class JwtKeys {
  private static final int LEAST_BITS = 2048;

  /** A key pair with its id. */
  record Key(String id, RSAPrivateCrtKey secret) {
    JsonObject toJwk() {
      return Json.createObjectBuilder()
          .add("kty", "RSA")
          .add("use", "sig")
          .add("alg", "RS256")
          .add("kid", id)
          .add("n", base64(secret.getModulus()))
          .add("e", base64(secret.getPublicExponent()))
          .build();
    }
  }

  private final List<Key> keys;

  private JwtKeys(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads PKCS#8 PEM files.
   *
   * @param files paths separated by commas, {@code dompet.jwt.keys}
   * @throws IllegalArgumentException naming the setting, if one can't be read or is too weak
   */
  static JwtKeys read(String files) {
    List<Key> keys = new ArrayList<>();
    for (String file : files.split(",", -1)) {
      keys.add(readKey(Path.of(file.strip())));
    }
    return new JwtKeys(keys);
  }

  Key signing() {
    return keys.get(0);
  }

  /** The public halves, as a JWK set (RFC 7517). */
  String jwks() {
    JsonArrayBuilder list = Json.createArrayBuilder();
    keys.forEach(key -> list.add(key.toJwk()));
    return Json.createObjectBuilder().add("keys", list).build().toString();
  }

  private static Key readKey(Path file) {
    try {
      String base64 =
          Files.readString(file, StandardCharsets.US_ASCII)
              .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
              .replaceAll("\\s", "");
      PrivateKey key =
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
      if (key instanceof RSAPrivateCrtKey rsa && rsa.getModulus().bitLength() >= LEAST_BITS) {
        return new Key(thumbprint(rsa), rsa);
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(
          "dompet.jwt.keys: " + file + " is not a readable PKCS#8 PEM file of an RSA key",
          unreadable);
    }
    throw new IllegalArgumentException(
        "dompet.jwt.keys: " + file + " has fewer than " + LEAST_BITS + " bits");
  }

  private static String thumbprint(RSAPrivateCrtKey key) throws GeneralSecurityException {
    String canonical =
        "{\"e\":\""
            + base64(key.getPublicExponent())
            + "\",\"kty\":\"RSA\",\"n\":\""
            + base64(key.getModulus())
            + "\"}";
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            MessageDigest.getInstance("SHA-256")
                .digest(canonical.getBytes(StandardCharsets.UTF_8)));
  }

  private static String base64(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
  }
}
