/** What Telegram would do for a demo: signs in people who have no Telegram. Knows no neighbour. */
@NullMarked
package org.dompet.server.telegram;

import org.jspecify.annotations.NullMarked;
