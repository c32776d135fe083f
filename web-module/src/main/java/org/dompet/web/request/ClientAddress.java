package org.dompet.web.request;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.dompet.webhook.AddressRanges;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from. What headers say of it is believed only of the proxies in {@code
 * dompet.http.trusted-proxies}, each about the one before it, and only of the header that they
 * write, {@code dompet.http.forwarded-header}: the other one may come from whoever calls them.
 */
@ApplicationScoped
public class ClientAddress {
  private static final String HEADER = "dompet.http.forwarded-header";
  private static final String USUAL = "x-forwarded-for";
  private static final String STANDARD = "forwarded";

  private AddressRanges proxies;
  private boolean standard;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected ClientAddress() {}

  @Inject
  ClientAddress(Config config) {
    this(
        config.getOptionalValues("dompet.http.trusted-proxies", String.class).orElse(List.of()),
        config.getOptionalValue(HEADER, String.class).orElse(USUAL));
  }

  ClientAddress(List<String> trusted, String header) {
    if (!header.equals(USUAL) && !header.equals(STANDARD)) {
      throw new IllegalArgumentException(HEADER + " must be " + USUAL + " or " + STANDARD);
    }
    this.proxies = AddressRanges.parse("dompet.http.trusted-proxies", trusted);
    this.standard = header.equals(STANDARD);
  }

  /** The address of whoever sent the request to the first of the trusted proxies. */
  public String of(HttpServletRequest request) {
    String peer = request.getRemoteAddr();
    if (!proxies.contains(peer)) {
      return peer;
    }
    return standard
        ? of(peer, Collections.list(request.getHeaders("Forwarded")))
        : of(
            peer,
            Collections.list(request.getHeaders("X-Forwarded-For")),
            request.getHeader("X-Real-IP"));
  }

  /** By {@code Forwarded}. */
  String of(String peer, List<String> forwarded) {
    return forwarded.isEmpty() ? peer : nearest(peer, Forwarded.hops(forwarded));
  }

  /** By {@code X-Forwarded-For}, or {@code X-Real-IP} of a proxy that writes only that. */
  String of(String peer, List<String> forwarded, @Nullable String realIp) {
    if (forwarded.isEmpty()) {
      boolean said = realIp != null && AddressRanges.isAddress(realIp.strip());
      return said && proxies.contains(peer) ? Objects.requireNonNull(realIp).strip() : peer;
    }
    return nearest(
        peer,
        Arrays.stream(String.join(",", forwarded).split(",", -1)).map(String::strip).toList());
  }

  private String nearest(String peer, List<String> hops) {
    String client = peer;
    // From the nearest: a trusted hop may be believed about the one before it, no other.
    for (int i = hops.size() - 1; i >= 0 && proxies.contains(client); i--) {
      if (!AddressRanges.isAddress(hops.get(i))) {
        break;
      }
      client = hops.get(i);
    }
    return client;
  }
}
