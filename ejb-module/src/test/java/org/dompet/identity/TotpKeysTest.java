package org.dompet.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TotpKeysTest {
  private static final String OLD = "an-old-key-of-at-least-32-characters";
  private static final String NEW = "a-new-key-with-at-least-32-characters";

  private final UUID owner = UUID.randomUUID();
  private final byte[] secret = Totp.newSecret();

  @Test
  void keepASecretForItsOwnerAlone() {
    TotpKeys keys = TotpKeys.of(List.of(OLD));
    byte[] kept = keys.encrypt(owner, secret);
    assertThat(keys.decrypt(owner, kept)).isEqualTo(secret);
    assertThat(kept).isNotEqualTo(keys.encrypt(owner, secret));
    assertThatThrownBy(() -> keys.decrypt(UUID.randomUUID(), kept))
        .isInstanceOf(IllegalStateException.class);
    kept[kept.length - 1] ^= 1;
    assertThatThrownBy(() -> keys.decrypt(owner, kept)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void areReplacedWithoutAnybodyLosingTheirs() {
    byte[] before = TotpKeys.of(List.of(OLD)).encrypt(owner, secret);
    TotpKeys both = TotpKeys.of(List.of(NEW, OLD));
    assertThat(both.decrypt(owner, before)).isEqualTo(secret);
    byte[] after = both.encrypt(owner, secret);
    assertThat(TotpKeys.of(List.of(NEW)).decrypt(owner, after)).isEqualTo(secret);
    assertThatThrownBy(() -> TotpKeys.of(List.of(NEW)).decrypt(owner, before))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void areNamedByTheirSettingAndNeverShown() {
    assertThatThrownBy(() -> TotpKeys.of(List.of("short-and-secret")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dompet.identity.totp-key")
        .hasMessageNotContaining("short-and-secret");
    assertThat(TotpKeys.of(List.of(OLD))).hasToString("1 keys");
    assertThat(TotpKeys.of(List.of()).isConfigured()).isFalse();
  }
}
