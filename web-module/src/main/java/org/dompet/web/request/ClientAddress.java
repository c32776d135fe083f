package org.dompet.web.request;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.dompet.webhook.AddressRanges;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from. What {@code X-Forwarded-For} and {@code X-Real-IP} say is believed
 * only of the proxies in {@code dompet.http.trusted-proxies}, each about the one before it.
 */
@ApplicationScoped
public class ClientAddress {
  private AddressRanges proxies;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected ClientAddress() {}

  @Inject
  ClientAddress(Config config) {
    this(config.getOptionalValues("dompet.http.trusted-proxies", String.class).orElse(List.of()));
  }

  ClientAddress(List<String> trusted) {
    this.proxies = AddressRanges.parse("dompet.http.trusted-proxies", trusted);
  }

  /** The address of whoever sent the request to the first of the trusted proxies. */
  public String of(HttpServletRequest request) {
    return of(
        request.getRemoteAddr(),
        Collections.list(request.getHeaders("X-Forwarded-For")),
        request.getHeader("X-Real-IP"));
  }

  String of(String peer, List<String> forwarded, @Nullable String realIp) {
    if (!proxies.contains(peer)) {
      return peer;
    }
    if (forwarded.isEmpty()) {
      return realIp != null && AddressRanges.isAddress(realIp.strip()) ? realIp.strip() : peer;
    }
    List<String> hops =
        Arrays.stream(String.join(",", forwarded).split(",", -1)).map(String::strip).toList();
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
