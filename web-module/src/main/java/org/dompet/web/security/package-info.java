/**
 * Who is calling: access tokens, which MicroProfile JWT verifies and {@code BearerTokens}
 * remembers. Who may come through which door: {@code @RolesAllowed} and {@code @PermitAll} on
 * resources, enforced by a filter of our own on every server alike, and refused where nothing is
 * said.
 */
@NullMarked
package org.dompet.web.security;

import org.jspecify.annotations.NullMarked;
