package org.dompet.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangesTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, 192.0.2.2",
    "192.0.2.0/24, 192.0.2.255, 192.0.3.0",
    "192.0.2.77/24, 192.0.2.1, 192.0.1.255",
    "192.0.2.128/25, 192.0.2.128, 192.0.2.127",
    "91.108.4.0/22, 91.108.7.255, 91.108.8.0",
    "149.154.160.0/20, 149.154.175.255, 149.154.176.0",
    "192.0.2.4/31, 192.0.2.5, 192.0.2.6",
    "192.0.2.4/32, 192.0.2.4, 192.0.2.5",
    "192.0.2.*, 192.0.2.200, 192.0.20.1",
    "10.1.*, 10.1.255.1, 10.10.0.1",
    "10.*, 10.200.3.4, 100.0.0.1",
    "0.0.0.0/0, 203.0.113.9, 2001:db8::1",
    "2001:db8::1, 2001:db8:0:0:0:0:0:1, 2001:db8::2",
    "2001:db8::/32, 2001:db8:ffff::1, 2001:db9::1",
    "2001:db8:1::/47, 2001:db8:1:2::3, 2001:db8:2::",
    "2001:db8::8/125, 2001:db8::f, 2001:db8::10",
    "::/0, ::1, 127.0.0.1",
    "192.0.2.0/24, ::ffff:192.0.2.9, ::ffff:192.0.3.9",
    "::ffff:192.0.2.9, 192.0.2.9, 192.0.2.8"
  })
  void containWhatTheyCoverAndNothingBeside(String range, String inside, String outside) {
    AddressRanges ranges = AddressRanges.parse("key", List.of(range));
    assertThat(ranges.contains(inside)).isTrue();
    assertThat(ranges.contains(outside)).isFalse();
  }

  @Test
  void areAllByOneStar() {
    AddressRanges all = AddressRanges.parse("key", List.of(" * "));
    assertThat(all.contains("203.0.113.9")).isTrue();
    assertThat(all.contains("2001:db8::1")).isTrue();
    assertThat(all.contains("somewhere")).isFalse();
  }

  @Test
  void areNoneWhenNothingIsNamed() {
    AddressRanges none = AddressRanges.parse("key", List.of());
    assertThat(none.isEmpty()).isTrue();
    assertThat(none.contains("203.0.113.9")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "example.com",
        "192.0.2",
        "192.0.2.256",
        "192.0.2.1/33",
        "192.0.2.1/-1",
        "192.0.2.1/",
        "192.0.2.1/24/8",
        "192.0.*.1",
        "192.0.2.*.*",
        "*.1",
        "1.2.3.4.*",
        "999.*",
        "2001:db8::/129",
        "2001:db8:::1",
        "2001:db8::g",
        "[2001:db8::1]",
        "fe80::1%eth0",
        "192.0.2.1 192.0.2.2",
        "0x7f.1"
      })
  void refuseWhatIsNoneAndNameTheKey(String entry) {
    assertThatThrownBy(() -> AddressRanges.parse("dompet.some.key", List.of("10.0.0.1", entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("dompet.some.key: \"" + entry + "\" is not an address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "127.1", "2130706433", "1.2.3.4:80", "::1%lo", "a.b.c.d"})
  void containNothingThatIsNotAnAddress(String text) {
    assertThat(AddressRanges.parse("key", List.of("*")).contains(text)).isFalse();
    assertThat(AddressRanges.isAddress(text)).isFalse();
  }
}
