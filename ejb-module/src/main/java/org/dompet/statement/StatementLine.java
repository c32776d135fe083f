package org.dompet.statement;

import java.time.Instant;
import org.dompet.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A line of a statement.
 *
 * @param line its number in the file; the header is 1
 * @param reference the provider's or our name for the payment, if the line has one
 * @param amount more than zero: money that came in; less: paid back
 * @param at when it happened; if the statement says the day alone, its start in UTC
 * @param wholeDay the statement says the day alone
 */
public record StatementLine(
    int line,
    @Nullable String reference,
    Money amount,
    Instant at,
    boolean wholeDay,
    @Nullable String description) {}
