package org.dompet.ear;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.UUID;

/** An RSA key, in a file for the server, and tokens signed with it that the server never issued. */
record SigningKey(KeyPair pair) {

  static SigningKey generate() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return new SigningKey(generator.generateKeyPair());
  }

  /** Writes it as PKCS#8 PEM, for the owner's eyes only. */
  void write(Path file) throws IOException {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
            .encodeToString(pair.getPrivate().getEncoded());
    Files.writeString(
        file, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n", US_ASCII);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /**
   * @param keyId of the key that the server is to verify with
   * @param group the only role of the bearer
   */
  String token(String keyId, String group) throws GeneralSecurityException {
    String person = UUID.randomUUID().toString();
    long now = Clock.systemUTC().instant().getEpochSecond();
    String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}".formatted(keyId);
    String claims =
        """
        {"iss":"dompet","aud":"dompet-api","sid":"%s","sub":"%s","upn":"%s","groups":["%s"],"iat":%d,"exp":%d,"jti":"%s"}"""
            .formatted(UUID.randomUUID(), person, person, group, now, now + 600, UUID.randomUUID());
    String content = encode(header.getBytes(UTF_8)) + "." + encode(claims.getBytes(UTF_8));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update(content.getBytes(US_ASCII));
    return content + "." + encode(signature.sign());
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
