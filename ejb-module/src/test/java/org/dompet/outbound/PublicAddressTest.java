package org.dompet.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {
  private static final String PUBLIC = "93.184.215.14";

  @Test
  void isOneOnTheInternet() throws Exception {
    PublicAddress address = PublicAddress.of("url", "https://Hooks.Shop.co.th/a?b=c", to(PUBLIC));

    assertThat(address.uri()).hasToString("https://Hooks.Shop.co.th/a?b=c");
    assertThat(address.address()).isEqualTo(InetAddress.getByName(PUBLIC));
    assertThat(PublicAddress.isPublic(InetAddress.getByName("2606:4700::6810:84e5"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:a00:1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void isNoneOfANetworkOfOnesOwn(String resolved) {
    refused("https://innocent.shop.com/", to(resolved));
  }

  @Test
  void isNoneWhoseNameHasOnePrivateAddressAmongOthers() {
    refused("https://innocent.shop.com/", to(PUBLIC, "10.0.0.1"));
    refused("https://innocent.shop.com/", to("10.0.0.1", PUBLIC));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.com/",
        "ftp://shop.com/",
        "file:///etc/passwd",
        "gopher://shop.com/",
        "jar:https://shop.com!/",
        "//shop.com/",
        "shop.com",
        "",
        " https://shop.com",
        "https://",
        "https:///x",
        "https://user@shop.com/",
        "https://shop.com@127.0.0.1/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://017700000001/",
        "https://93.184.215.14/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1%25eth0]/",
        "https://localhost/",
        "https://LOCALHOST./",
        "https://a.localhost/",
        "https://metadata.google.internal/",
        "https://printer.local/",
        "https://router.home.arpa/",
        "https://intranet/",
        "https://shop.com:22/",
        "https://shop.com:80/",
        "https://shop.com:0/",
        "https://shop.com/#f",
        "https://shop.com\\@127.0.0.1/",
        "https://\u2460\u2461\u2466.0.0.1/",
        "https://\u017fhop.com/",
        "https://shop.com\r\nHost: x/",
        "https://-shop.com/"
      })
  void isNoneInAnyOtherForm(String text) {
    AtomicInteger asked = new AtomicInteger();
    refused(
        text,
        name -> {
          asked.incrementAndGet();
          return to(PUBLIC).resolve(name);
        });
    assertThat(asked).hasValue(0);
  }

  @Test
  void saysNothingAboutWhatExists() {
    String absent =
        refused(
            "https://db.shop.com/",
            name -> {
              throw new UnknownHostException(name);
            });

    assertThat(absent).isEqualTo(refused("https://db.shop.com/", to("10.0.0.5")));
    assertThat(absent).doesNotContain("10.0.0.5").doesNotContain("shop");
  }

  /** The name is asked for once: what it resolves to later does not matter. */
  @Test
  void isCalledWhereItWasLookedAt() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    PublicAddress address =
        PublicAddress.of(
            "url",
            "https://rebinding.shop.com/",
            name -> to(asked.getAndIncrement() == 0 ? PUBLIC : "127.0.0.1").resolve(name));

    assertThat(address.address()).isEqualTo(InetAddress.getByName(PUBLIC));
    assertThat(asked).hasValue(1);
  }

  private static String refused(String text, PublicAddress.Names names) {
    List<String> told = new ArrayList<>();
    assertThatThrownBy(() -> PublicAddress.of("url", text, names))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Kind.INVALID_REQUEST);
              assertThat(refusal.field()).isEqualTo("url");
              told.add(refusal.getMessage());
            });
    return told.get(0);
  }

  private static PublicAddress.Names to(String... addresses) {
    return name -> {
      InetAddress[] found = new InetAddress[addresses.length];
      for (int i = 0; i < addresses.length; i++) {
        found[i] = InetAddress.getByName(addresses[i]);
      }
      return found;
    };
  }
}
