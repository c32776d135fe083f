/**
 * The job {@code wallet-reconciliation} ({@code META-INF/batch-jobs}): proves the books part by
 * part, two parts at a time. Uses {@code reconciliation} and {@code job}.
 */
@NullMarked
package org.dompet.batch.reconciliation;

import org.jspecify.annotations.NullMarked;
