package org.dompet.settlement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.dompet.job.RunProgress;
import org.dompet.onramp.Provider;
import org.dompet.reconciliation.Discrepancy;

/** The transactions of a comparison: each notes how far the run is. */
@ApplicationScoped
@Transactional
class SettlementSteps {
  private static final String COMPARED = "compared";

  private StagedRecords staged;
  private Comparison comparison;
  private RecordDiscrepancies discrepancies;
  private RunProgress progress;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected SettlementSteps() {}

  @Inject
  SettlementSteps(
      StagedRecords staged,
      Comparison comparison,
      RecordDiscrepancies discrepancies,
      RunProgress progress) {
    this.staged = staged;
    this.comparison = comparison;
    this.discrepancies = discrepancies;
    this.progress = progress;
  }

  /** Which part of which run, and what it is about. */
  record Place(UUID runId, int part, Provider provider, RunProgress.Window window) {}

  /**
   * Keeps what was told.
   *
   * @param size how many records it was, with those that are none of ours
   * @param position where the part is now
   */
  void keep(Place place, List<ProviderRecord> told, int size, String position) {
    staged.keep(place.runId(), place.provider(), told);
    progress.add(place.runId(), 0, size, 0);
    progress.advance(place.runId(), place.part(), position, false);
  }

  List<String> untold(Place place, int limit) {
    return staged.untold(place.runId(), place.provider(), place.window(), limit);
  }

  /** Records what differs, says so once, and ends the part. */
  void compare(Place place) {
    List<Discrepancy> found =
        comparison.discrepancies(place.runId(), place.provider(), place.window());
    int added = discrepancies.record(place.runId(), place.provider(), "its API", found);
    progress.add(
        place.runId(),
        comparison.compared(place.runId(), place.provider(), place.window()),
        0,
        added);
    progress.advance(place.runId(), place.part(), COMPARED, true);
  }
}
