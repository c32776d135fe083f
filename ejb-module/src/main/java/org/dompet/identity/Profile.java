package org.dompet.identity;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person may know of themselves.
 *
 * @param telegramId null for who registered by e-mail
 * @param username their name in Telegram, without the at sign
 * @param language an IETF tag, as Telegram says it
 */
public record Profile(
    UUID id,
    @Nullable Long telegramId,
    @Nullable String username,
    @Nullable String email,
    String displayName,
    @Nullable String language,
    Set<Role> roles) {
  public Profile {
    roles = Set.copyOf(roles);
  }

  /** The same person, with some of their roles. */
  Profile with(Set<Role> some) {
    return new Profile(id, telegramId, username, email, displayName, language, some);
  }
}
