package org.dompet.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNetworkTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "203.0.113.7, 203.0.113.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2:ffff::1, 2001:db8:1:2:0:0:0:0/64",
        "::ffff:203.0.113.7, 203.0.113.7",
        "null, unknown",
        "'', unknown",
        "system:command, system:command",
        "example.org, example.org",
        "1:2:3, 1:2:3"
      })
  void isWhatOneClientHasToItself(String address, String network) {
    assertThat(ClientNetwork.of(address)).isEqualTo(network);
  }
}
