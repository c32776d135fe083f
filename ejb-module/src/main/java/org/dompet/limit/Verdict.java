package org.dompet.limit;

/**
 * Whether a request may go on, and what is left.
 *
 * @param allowed a token was left for it
 * @param quota tokens a minute
 * @param remaining tokens that are left, as far as this node knows; never more than there are
 * @param resetSeconds until there are {@code quota} again; 1 to 60
 */
public record Verdict(boolean allowed, int quota, long remaining, long resetSeconds) {}
