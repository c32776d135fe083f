/**
 * The {@code dompet} command: one small class for each subcommand. They put together what {@code
 * place}, {@code postgres}, {@code schema}, {@code micro} and {@code telegram} know.
 */
@NullMarked
package org.dompet.server;

import org.jspecify.annotations.NullMarked;
