package org.dompet.settlement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.dompet.job.RunPart;
import org.dompet.job.RunProgress;
import org.dompet.onramp.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a provider says against what we have: asks for what happened, page by page; asks about
 * what is here and was not among it, one by one; compares. Each answer is a row, with how far the
 * run is, before the next question is asked. A run that was interrupted asks only what it has not
 * asked.
 */
@ApplicationScoped
public class ReconcileProvider {
  /**
   * The most payments that are asked about one by one. More than that are not webhooks that were
   * late: the key is another account's, most likely.
   */
  static final int MOST_QUESTIONS = 500;

  /** Answers in one transaction. */
  private static final int ANSWERS = 20;

  private static final String TOLD = "told";

  private List<ProviderRecords> providers;
  private SettlementSettings settings;
  private SettlementSteps steps;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected ReconcileProvider() {}

  @Inject
  ReconcileProvider(
      @Any Instance<ProviderRecords> providers,
      SettlementSettings settings,
      SettlementSteps steps,
      Clock clock) {
    this(providers.stream().toList(), settings, steps, clock);
  }

  ReconcileProvider(
      List<ProviderRecords> providers,
      SettlementSettings settings,
      SettlementSteps steps,
      Clock clock) {
    this.providers =
        providers.stream().sorted(Comparator.comparing(ProviderRecords::provider)).toList();
    this.settings = settings;
    this.steps = steps;
    this.clock = clock;
  }

  /** A part for each provider that there is a key for, numbered from 0 on. */
  public List<RunPart> plan() {
    List<RunPart> parts = new ArrayList<>();
    for (ProviderRecords records : providers) {
      if (records.isConfigured()) {
        parts.add(new RunPart(parts.size(), records.provider().code(), null, null, null, false));
      }
    }
    return parts;
  }

  /** What a run compares that begins now. */
  public RunProgress.Window window() {
    return settings.windowAt(clock.instant());
  }

  /**
   * Does a part of a run, from where it is.
   *
   * @param stopping asked between two questions: true to leave with what is done
   * @throws RuntimeException if the provider does not tell; its message says why
   */
  @Transactional(Transactional.TxType.NEVER)
  public void reconcile(
      UUID runId, RunPart part, RunProgress.Window window, BooleanSupplier stopping) {
    Provider provider = Provider.of(part.work());
    ProviderRecords records =
        providers.stream()
            .filter(candidate -> candidate.provider() == provider)
            .findFirst()
            .orElseThrow();
    SettlementSteps.Place place = new SettlementSteps.Place(runId, part.part(), provider, window);
    if (listAll(records, place, part.position(), stopping)
        && askAboutTheRest(records, place, stopping)) {
      steps.compare(place);
    }
  }

  /** True once everything is told; false if it is to stop before. */
  private boolean listAll(
      ProviderRecords records,
      SettlementSteps.Place place,
      @Nullable String position,
      BooleanSupplier stopping) {
    Reached at = Reached.parse(position);
    while (!at.isAll()) {
      if (stopping.getAsBoolean()) {
        return false;
      }
      ProviderRecords.Page page = records.page(place.window().from(), clock.instant(), at.cursor());
      at = at.after(page);
      if (at.count() > settings.mostRecords()) {
        throw new ProviderFailure.TooMuch(
            place.provider().code()
                + " has more than the "
                + settings.mostRecords()
                + " records of dompet.settlement.most-records to tell");
      }
      steps.keep(place, page.records(), page.size(), at.toString());
    }
    return true;
  }

  private boolean askAboutTheRest(
      ProviderRecords records, SettlementSteps.Place place, BooleanSupplier stopping) {
    List<String> rest = steps.untold(place, MOST_QUESTIONS + 1);
    if (rest.size() > MOST_QUESTIONS) {
      throw new ProviderFailure.TooMuch(
          place.provider().code()
              + " told nothing of more than "
              + MOST_QUESTIONS
              + " payments that are credited here: is its key the right one?");
    }
    for (int i = 0; i < rest.size(); i += ANSWERS) {
      List<ProviderRecord> answers = new ArrayList<>();
      for (String reference : rest.subList(i, Math.min(i + ANSWERS, rest.size()))) {
        if (stopping.getAsBoolean()) {
          return false;
        }
        answers.addAll(records.about(reference));
      }
      steps.keep(place, answers, answers.size(), TOLD);
    }
    return true;
  }

  /**
   * How far the list is read.
   *
   * @param count how many it had so far
   * @param cursor where it goes on; null at its start
   */
  private record Reached(boolean isAll, int count, @Nullable String cursor) {
    static Reached parse(@Nullable String position) {
      if (position == null) {
        return new Reached(false, 0, null);
      }
      if (position.equals(TOLD)) {
        return new Reached(true, 0, null);
      }
      int space = position.indexOf(' ');
      return new Reached(
          false, Integer.parseInt(position.substring(0, space)), position.substring(space + 1));
    }

    Reached after(ProviderRecords.Page page) {
      String next = page.next();
      return new Reached(next == null, count + page.size(), next);
    }

    @Override
    public String toString() {
      return isAll ? TOLD : count + " " + cursor;
    }
  }
}
