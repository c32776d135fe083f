/** The door of providers' statements: uploaded, listed, read with what matches. */
@NullMarked
package org.dompet.web.statement;

import org.jspecify.annotations.NullMarked;
