package org.dompet.web.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
  private static final ClientAddress BEHIND_PROXIES =
      new ClientAddress(List.of("10.0.0.0/8", "2001:db8::/32"), "x-forwarded-for");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // peer | X-Forwarded-For, a semicolon between headers | X-Real-IP | who it is
        "203.0.113.9 | - | - | 203.0.113.9",
        "203.0.113.9 | 192.0.2.1 | 192.0.2.2 | 203.0.113.9",
        "10.0.0.1 | - | - | 10.0.0.1",
        "10.0.0.1 | 192.0.2.1 | - | 192.0.2.1",
        "10.0.0.1 | 192.0.2.1 | 192.0.2.2 | 192.0.2.1",
        "10.0.0.1 | - | 192.0.2.2 | 192.0.2.2",
        "10.0.0.1 | - | nobody | 10.0.0.1",
        "10.0.0.1 | 198.51.100.7, 192.0.2.1 | - | 192.0.2.1",
        "10.0.0.1 | 198.51.100.7, 192.0.2.1, 10.2.2.2 | - | 192.0.2.1",
        "10.0.0.1 | 198.51.100.7; 192.0.2.1, 10.2.2.2 | - | 192.0.2.1",
        "10.0.0.1 | 10.3.3.3, 10.2.2.2 | - | 10.3.3.3",
        "10.0.0.1 | 192.0.2.1, unknown | - | 10.0.0.1",
        "10.0.0.1 | 192.0.2.1, unknown, 10.2.2.2 | - | 10.2.2.2",
        "10.0.0.1 | 192.0.2.1:4711 | - | 10.0.0.1",
        "10.0.0.1 | , | 192.0.2.2 | 10.0.0.1",
        "2001:db8::5 | 2001:db9::1 | - | 2001:db9::1",
        "::ffff:10.0.0.1 | 192.0.2.1 | - | 192.0.2.1"
      })
  void isWhatTheNearestTrustedProxiesSay(
      String peer, String forwarded, String realIp, String client) {
    List<String> headers =
        forwarded == null
            ? List.of()
            : Arrays.stream(forwarded.split(";", -1)).map(String::strip).toList();
    assertThat(BEHIND_PROXIES.of(peer, headers, realIp)).isEqualTo(client);
  }

  @Test
  void isThePeerWhenNoProxyIsTrusted() {
    assertThat(
            new ClientAddress(List.of(), "x-forwarded-for")
                .of("10.0.0.1", List.of("192.0.2.1"), "192.0.2.1"))
        .isEqualTo("10.0.0.1");
  }

  @Test
  void namesTheSettingThatIsWrong() {
    assertThatThrownBy(() -> new ClientAddress(List.of("proxy.example.com"), "forwarded"))
        .hasMessageStartingWith("dompet.http.trusted-proxies: \"proxy.example.com\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        // Forwarded | who it is, if 10.0.0.1 said so
        "for=192.0.2.1 | 192.0.2.1",
        "For=192.0.2.1;proto=https;by=10.0.0.1 | 192.0.2.1",
        "proto=https; for=\"192.0.2.1:4711\" | 192.0.2.1",
        "for=\"[2001:db9::7]:4711\" | 2001:db9::7",
        "for=\"[2001:db9::7]\" | 2001:db9::7",
        "for=198.51.100.7, for=192.0.2.1 | 192.0.2.1",
        "for=192.0.2.1, for=10.2.2.2;host=\"a,b;for=203.0.113.1\" | 192.0.2.1",
        "for=192.0.2.1, for=unknown | 10.0.0.1",
        "for=_hidden | 10.0.0.1",
        "host=wallet.example | 10.0.0.1",
        "for= | 10.0.0.1",
        "for=\"[2001:db9::7 | 10.0.0.1",
        "=;,,for | 10.0.0.1"
      })
  void isWhatTheStandardHeaderSays(String header, String client) {
    ClientAddress address = new ClientAddress(List.of("10.0.0.0/8"), "forwarded");

    assertThat(address.of("10.0.0.1", List.of(header))).isEqualTo(client);
  }

  @Test
  void knowsTwoHeaders() {
    assertThatThrownBy(() -> new ClientAddress(List.of(), "X-Client-IP"))
        .hasMessageStartingWith("dompet.http.forwarded-header must be");
  }
}
