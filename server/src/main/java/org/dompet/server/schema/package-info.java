/**
 * The database as its owner sees it: addresses, roles, migrations, and what the demo adds. Knows
 * {@code place}; used by {@code org.dompet.server}.
 */
@NullMarked
package org.dompet.server.schema;

import org.jspecify.annotations.NullMarked;
