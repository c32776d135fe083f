package org.dompet.settlement;

import java.util.SortedMap;
import java.util.UUID;

/**
 * What a provider says is not what the books say. Fired once for all of it, in the transaction that
 * records the findings.
 *
 * @param provider its code: {@code moonpay}
 * @param runId the run that has the findings
 * @param comparedWith what the books were compared with, in words
 * @param found how many findings there are of each kind
 */
public record ProviderMismatch(
    String provider, UUID runId, String comparedWith, SortedMap<String, Integer> found) {}
