/**
 * Benchmarks, one command each in {@code bench/}: each compares with a baseline in the same run, on
 * a real and durable PostgreSQL, and proves the books afterwards.
 */
@NullMarked
package org.dompet.bench;

import org.jspecify.annotations.NullMarked;
