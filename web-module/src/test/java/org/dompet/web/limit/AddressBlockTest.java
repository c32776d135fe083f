package org.dompet.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressBlockTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:db8:1:2::1, 20010db800010002/64",
    "2001:db8:1:2:ffff:ffff:ffff:ffff, 20010db800010002/64",
    "2001:db8:1:3::1, 20010db800010003/64",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::1, 0000000000000000/64"
  })
  void isTheLeastThatOneCustomerIsGiven(String address, String block) {
    assertThat(AddressBlock.of(address)).isEqualTo(block);
  }
}
