/**
 * Text for people and programs: tables that line up whatever the script, CSV, JSON. Knows nobody;
 * used by the commands in {@code org.dompet.server}.
 */
@NullMarked
package org.dompet.server.text;

import org.jspecify.annotations.NullMarked;
