package org.dompet.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Internet addresses, named by an operator: one address ({@code 192.0.2.1}, {@code 2001:db8::1}), a
 * range ({@code 192.0.2.0/24}, {@code 2001:db8::/32}), a wildcard ({@code 192.0.2.*}, {@code 10.*})
 * or {@code *} for all. Never a host's name: nothing here asks anybody.
 */
public final class AddressRanges {
  private static final Pattern WILDCARD = Pattern.compile("([0-9]{1,3}\\.){1,3}\\*");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  private final List<Range> ranges;

  private AddressRanges(List<Range> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /** Addresses that agree in their first bits. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Range(byte[] address, int bits) {
    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit += 8) {
        int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
        if (((address[bit / 8] ^ other[bit / 8]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Reads what an operator wrote.
   *
   * @param key the setting, to be named when it is wrong
   * @throws IllegalArgumentException naming the key and the first entry that can't be read
   */
  public static AddressRanges parse(String key, List<String> entries) {
    List<Range> ranges = new ArrayList<>();
    for (String entry : entries) {
      String text = entry.strip();
      if (text.equals("*")) {
        ranges.add(new Range(new byte[4], 0));
        ranges.add(new Range(new byte[16], 0));
        continue;
      }
      Range range = range(text);
      if (range == null) {
        throw new IllegalArgumentException(
            key + ": \"" + text + "\" is not an address, a range like 192.0.2.0/24, or 192.0.2.*");
      }
      ranges.add(range);
    }
    return new AddressRanges(ranges);
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** Whether an address is among them; false for what is not an address. */
  public boolean contains(String address) {
    byte[] bytes = bytes(address);
    return bytes != null && ranges.stream().anyMatch(range -> range.contains(bytes));
  }

  /** Whether the text is an IPv4 or IPv6 address. */
  public static boolean isAddress(String text) {
    return bytes(text) != null;
  }

  private static @Nullable Range range(String text) {
    if (WILDCARD.matcher(text).matches()) {
      String[] numbers = text.substring(0, text.length() - 2).split("\\.", -1);
      byte[] address =
          bytes(text.substring(0, text.length() - 2) + ".0".repeat(4 - numbers.length));
      return address == null ? null : new Range(address, 8 * numbers.length);
    }
    int slash = text.indexOf('/');
    byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      return null;
    }
    if (slash < 0) {
      return new Range(address, 8 * address.length);
    }
    String bits = text.substring(slash + 1);
    return NUMBER.matcher(bits).matches() && Integer.parseInt(bits) <= 8 * address.length
        ? new Range(address, Integer.parseInt(bits))
        : null;
  }

  /** Four or sixteen bytes; an IPv4 address that is written as IPv6 is the IPv4 address. */
  private static byte @Nullable [] bytes(String text) {
    if (text.indexOf(':') >= 0) {
      if (!IPV6.matcher(text).matches()) {
        return null;
      }
      try {
        return InetAddress.getByName(text).getAddress();
      } catch (UnknownHostException notAnAddress) {
        return null;
      }
    }
    String[] parts = text.split("\\.", -1);
    boolean numbers =
        parts.length == 4
            && Arrays.stream(parts)
                .allMatch(part -> NUMBER.matcher(part).matches() && Integer.parseInt(part) <= 255);
    if (!numbers) {
      return null;
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) Integer.parseInt(parts[i]);
    }
    return bytes;
  }
}
