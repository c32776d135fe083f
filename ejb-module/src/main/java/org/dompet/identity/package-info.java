/**
 * People: who they are, how they prove it, and the tokens they get for it.
 *
 * <p>Three ways in: {@link org.dompet.identity.SignInWithTelegram}, {@link
 * org.dompet.identity.SignInWithEmail} (after {@link org.dompet.identity.Register}) and {@link
 * org.dompet.identity.RefreshSession}. Each answers with a {@link org.dompet.identity.Session}: a
 * short-lived signed access token and a refresh token that works once. {@link
 * org.dompet.identity.UserRegistered} tells the others that somebody is new.
 *
 * <p>Depends on {@code audit}, {@code refusal} and {@code time}.
 */
@NullMarked
package org.dompet.identity;

import org.jspecify.annotations.NullMarked;
