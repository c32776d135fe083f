package org.dompet.settlement;

import java.time.Instant;
import java.util.List;
import org.dompet.onramp.Provider;
import org.jspecify.annotations.Nullable;

/** What a provider's API tells. Each call is one question, or two; none within a transaction. */
interface ProviderRecords {
  /** The most records on one page. */
  int MOST = 100;

  Provider provider();

  /** True if there is a key to ask with. */
  boolean isConfigured();

  /**
   * A page of what happened from a moment on.
   *
   * @param from records of what happened before it may be left out
   * @param now nothing is asked for that is later
   * @param cursor where the page before said to go on; null for the first
   * @throws ProviderFailure if the provider is down, refuses, or can't be understood
   */
  Page page(Instant from, Instant now, @Nullable String cursor);

  /**
   * What is known of one payment, whenever it was.
   *
   * @return nothing if the provider does not know it
   */
  List<ProviderRecord> about(String reference);

  /**
   * Some records.
   *
   * @param size how many the provider told, also of what is no payment of ours
   * @param next where to go on; null: there is no more
   */
  record Page(List<ProviderRecord> records, int size, @Nullable String next) {}
}
