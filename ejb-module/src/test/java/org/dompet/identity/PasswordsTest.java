package org.dompet.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  @Test
  void areHashedAtCostTwelveWithASaltOfTheirOwn() {
    String hash = Passwords.hashNew("correct horse battery");
    assertThat(hash).startsWith("$2a$12$").hasSize(60);
    assertThat(Passwords.hashNew("correct horse battery")).isNotEqualTo(hash);
    assertThat(Passwords.matches("correct horse battery", hash)).isTrue();
    assertThat(Passwords.matches("correct horse batterz", hash)).isFalse();
  }

  @Test
  void countBeyondBcryptsSeventyTwoBytes() {
    String start = "x".repeat(72);
    String hash = Passwords.hashNew(start + "one");
    assertThat(Passwords.matches(start + "one", hash)).isTrue();
    assertThat(Passwords.matches(start + "two", hash)).isFalse();
    assertThat(Passwords.matches(start, hash)).isFalse();
  }

  @Test
  void ofNobodyMatchNothing() {
    assertThat(Passwords.matches("nobody has this password", null)).isFalse();
  }

  @Test
  void haveTwelveToTwoHundredCharacters() {
    for (String bad : new String[] {"", "elevenchars", "x".repeat(201)}) {
      assertThatThrownBy(() -> Passwords.hashNew(bad))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("password"));
    }
    String longest = "ก".repeat(200);
    assertThat(Passwords.matches(longest, Passwords.hashNew(longest))).isTrue();
  }
}
