/** Separates the command from the application server inside one process. Knows no neighbour. */
@NullMarked
package org.dompet.server.boot;

import org.jspecify.annotations.NullMarked;
