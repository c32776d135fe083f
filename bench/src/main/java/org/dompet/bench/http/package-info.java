/**
 * Transfers through HTTP: the whole product, started as a user starts it, on the database that the
 * baseline uses too. {@link org.dompet.bench.http.HttpBench} is the command.
 */
@NullMarked
package org.dompet.bench.http;

import org.jspecify.annotations.NullMarked;
