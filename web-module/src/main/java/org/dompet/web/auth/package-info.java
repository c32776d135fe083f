/** The doors of {@code identity}: signing in, second factors, sessions, people and their roles. */
@NullMarked
package org.dompet.web.auth;

import org.jspecify.annotations.NullMarked;
