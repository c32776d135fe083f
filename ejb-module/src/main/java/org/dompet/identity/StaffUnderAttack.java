package org.dompet.identity;

import java.util.UUID;

/**
 * Sign-ins to the account of somebody who works here fail again and again.
 *
 * @param failures within a day, from everywhere
 * @param lastFrom the network of the last one
 * @param passwordKnown whether the codes fail, after a password that was good
 */
public record StaffUnderAttack(
    UUID userId, long failures, String lastFrom, boolean passwordKnown) {}
