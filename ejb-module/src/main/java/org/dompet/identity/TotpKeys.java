package org.dompet.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the secrets of second factors (AES-256-GCM), each for its owner: a row that is copied to
 * another user opens nothing. The first key encrypts, all decrypt, so that one can replace another.
 */
public final class TotpKeys {
  /** Characters of a key in the configuration. */
  static final int SHORTEST = 32;

  private static final String SETTING = "dompet.identity.totp-key";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final List<SecretKey> keys;

  private TotpKeys(List<SecretKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Keys from texts of at least 32 characters.
   *
   * @param texts the values of {@code dompet.identity.totp-key}; none: nobody can enrol
   * @throws IllegalArgumentException naming the setting, if one is shorter
   */
  public static TotpKeys of(List<String> texts) {
    for (String text : texts) {
      if (text.length() < SHORTEST) {
        throw new IllegalArgumentException(
            SETTING + " must have at least " + SHORTEST + " characters");
      }
    }
    return new TotpKeys(texts.stream().map(TotpKeys::derive).toList());
  }

  /** Whether there is a key to encrypt with. */
  public boolean isConfigured() {
    return !keys.isEmpty();
  }

  byte[] encrypt(UUID owner, byte[] secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keys.get(0), owner, nonce).doFinal(secret);
      return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * The secret.
   *
   * @throws IllegalStateException if no key opens it
   */
  byte[] decrypt(UUID owner, byte[] encrypted) {
    byte[] nonce = Arrays.copyOf(encrypted, NONCE_BYTES);
    for (SecretKey key : keys) {
      try {
        return cipher(Cipher.DECRYPT_MODE, key, owner, nonce)
            .doFinal(encrypted, NONCE_BYTES, encrypted.length - NONCE_BYTES);
      } catch (GeneralSecurityException another) {
        // Encrypted with another of the keys, or with none of them.
      }
    }
    throw new IllegalStateException(
        "No key in " + SETTING + " opens the second factor of " + owner);
  }

  @Override
  public String toString() {
    return keys.size() + " keys";
  }

  private static Cipher cipher(int mode, SecretKey key, UUID owner, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(owner.toString().getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }

  private static SecretKey derive(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return new SecretKeySpec(mac.doFinal(SETTING.getBytes(StandardCharsets.UTF_8)), "AES");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
