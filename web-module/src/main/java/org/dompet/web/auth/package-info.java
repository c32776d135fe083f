/** The doors of {@code identity}: signing in, refreshing, signing out, and the public keys. */
@NullMarked
package org.dompet.web.auth;

import org.jspecify.annotations.NullMarked;
