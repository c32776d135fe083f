/** Tests of the doors, over HTTP, as those who use them see them. */
@NullMarked
package org.dompet.web.http;

import org.jspecify.annotations.NullMarked;
