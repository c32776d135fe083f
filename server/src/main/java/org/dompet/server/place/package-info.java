/**
 * Where an instance lives: its directory {@code var/}, its secrets, its lock, its settings, and the
 * one exception that says why it cannot run. The commands and every other package build on it.
 */
@NullMarked
package org.dompet.server.place;

import org.jspecify.annotations.NullMarked;
