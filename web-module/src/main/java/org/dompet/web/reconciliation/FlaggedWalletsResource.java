package org.dompet.web.reconciliation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.dompet.limit.Limit;
import org.dompet.reconciliation.Findings;
import org.dompet.reconciliation.FlaggedWallet;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Input;
import org.dompet.web.request.Page;
import org.jspecify.annotations.Nullable;

/** The wallets that a reconciliation has flagged, until somebody acknowledges what it found. */
@Path("admin/reconciliation/wallets")
@ApplicationScoped
@RolesAllowed({"ADMIN", "AUDITOR", "OPERATOR", "SUPPORT"})
@Produces(MediaType.APPLICATION_JSON)
@Limited(Limit.ADMIN)
public class FlaggedWalletsResource {
  private Findings findings;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected FlaggedWalletsResource() {}

  @Inject
  FlaggedWalletsResource(Findings findings) {
    this.findings = findings;
  }

  /** A flagged wallet. */
  record FlaggedWalletView(
      UUID walletId,
      UUID userId,
      String owner,
      String currency,
      long openFindings,
      List<String> kinds,
      @Nullable Instant lastFoundAt) {
    static FlaggedWalletView of(FlaggedWallet wallet) {
      return new FlaggedWalletView(
          wallet.walletId(),
          wallet.userId(),
          wallet.owner(),
          wallet.currency(),
          wallet.openFindings(),
          wallet.kinds(),
          wallet.lastFoundAt());
    }
  }

  @GET
  public Page<FlaggedWalletView> list(
      @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
    int size = Input.limit(limit, Findings.MAX_PAGE);
    List<FlaggedWallet> page =
        findings.flagged(cursor == null ? null : Input.id("cursor", cursor), size);
    return new Page<>(
        page.stream().map(FlaggedWalletView::of).toList(),
        page.size() < size ? null : page.get(size - 1).walletId().toString());
  }
}
