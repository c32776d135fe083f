package org.dompet.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class ReadTokenTest {
  private final List<String> asked = new ArrayList<>();
  private final Map<String, Object> claims =
      Map.of(
          "upn",
          "somsri",
          "sub",
          "42",
          "groups",
          Set.of("USER"),
          "exp",
          1_800_000_000L,
          "sid",
          "7");

  private final JsonWebToken verified =
      new JsonWebToken() {
        @Override
        public String getName() {
          return getClaim("upn");
        }

        @Override
        public Set<String> getClaimNames() {
          return claims.keySet();
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the interface's
        public <T> T getClaim(String claim) {
          asked.add(claim);
          return (T) claims.get(claim);
        }
      };

  @Test
  void saysWhatTheTokenSaysAndReadsItOnce() {
    ReadToken read = new ReadToken(verified);
    asked.clear();

    assertThat(read.getName()).isEqualTo("somsri");
    assertThat(read.getSubject()).isEqualTo("42");
    assertThat(read.getGroups()).containsExactly("USER");
    assertThat(read.getExpirationTime()).isEqualTo(1_800_000_000L);
    assertThat(asked).isEmpty();
  }

  @Test
  void asksTheTokenForEverythingElse() {
    ReadToken read = new ReadToken(verified);

    assertThat(read.<String>getClaim("sid")).isEqualTo("7");
    assertThat(read.getClaimNames()).isEqualTo(claims.keySet());
  }
}
