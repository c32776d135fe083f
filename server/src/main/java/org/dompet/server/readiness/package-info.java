/**
 * The production checklist as executed checks: those of {@code org.dompet.readiness} on the
 * database, and here those on the machine, on files and on what the running server really answers.
 *
 * <p>{@link org.dompet.server.readiness.Checklist} has them all. A check is a small class that
 * looks at an {@link org.dompet.server.readiness.Installation} and changes nothing.
 */
@NullMarked
package org.dompet.server.readiness;

import org.jspecify.annotations.NullMarked;
