/**
 * What tests of all modules and the benchmarks share: a real PostgreSQL, transactions without a
 * container, a clock that can be set, and the proof of the books.
 */
@NullMarked
package org.dompet.testing;

import org.jspecify.annotations.NullMarked;
