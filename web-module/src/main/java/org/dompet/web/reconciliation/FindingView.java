package org.dompet.web.reconciliation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.dompet.reconciliation.Finding;
import org.dompet.reconciliation.Findings;
import org.dompet.web.request.Input;
import org.dompet.web.request.Page;
import org.jspecify.annotations.Nullable;

/** A finding as it stands. */
record FindingView(
    UUID id,
    UUID runId,
    String kind,
    String subject,
    @Nullable UUID walletId,
    @Nullable String currency,
    @Nullable String expected,
    @Nullable String actual,
    String detail,
    Instant foundAt,
    boolean acknowledged,
    @Nullable Instant acknowledgedAt,
    @Nullable UUID acknowledgedBy,
    @Nullable String notes) {

  static FindingView of(Finding finding) {
    Finding.@Nullable Acknowledgement seen = finding.acknowledgement();
    return new FindingView(
        finding.id(),
        finding.runId(),
        finding.discrepancy().kind(),
        finding.discrepancy().subject(),
        finding.discrepancy().walletId(),
        finding.discrepancy().currency(),
        finding.discrepancy().expected(),
        finding.discrepancy().actual(),
        finding.discrepancy().detail(),
        finding.foundAt(),
        seen != null,
        seen == null ? null : seen.at(),
        seen == null ? null : seen.by(),
        seen == null ? null : seen.notes());
  }

  static Page<FindingView> page(
      Findings findings, Findings.Filter filter, @Nullable String limit, @Nullable String cursor) {
    int size = Input.limit(limit, Findings.MAX_PAGE);
    List<Finding> page =
        findings.list(filter, cursor == null ? null : Input.id("cursor", cursor), size);
    return new Page<>(
        page.stream().map(FindingView::of).toList(),
        page.size() < size ? null : page.get(size - 1).id().toString());
  }
}
