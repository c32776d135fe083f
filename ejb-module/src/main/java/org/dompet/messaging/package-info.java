/**
 * Messages that Dompet sends itself: {@link org.dompet.messaging.Outbound}.
 *
 * <p>A message is a nudge and carries an id; the row that it names is the truth. So a message that
 * is lost costs time (a sweep finds the row), and one that comes twice costs nothing.
 *
 * <p>Neighbours: whoever keeps rows that wait for work.
 */
@NullMarked
package org.dompet.messaging;

import org.jspecify.annotations.NullMarked;
