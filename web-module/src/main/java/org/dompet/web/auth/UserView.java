package org.dompet.web.auth;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.dompet.identity.Profile;
import org.dompet.identity.Role;
import org.jspecify.annotations.Nullable;

/** Somebody, as they and administrators see them. */
record UserView(
    UUID id,
    @Nullable Long telegramId,
    @Nullable String username,
    @Nullable String email,
    String displayName,
    @Nullable String language,
    Set<Role> roles) {

  static UserView of(Profile user) {
    return new UserView(
        user.id(),
        user.telegramId(),
        user.username(),
        user.email(),
        user.displayName(),
        user.language(),
        new TreeSet<>(user.roles()));
  }
}
