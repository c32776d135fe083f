package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/** Finds people for the other components. */
@ApplicationScoped
public class UserDirectory {
  private Users users;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected UserDirectory() {}

  @Inject
  UserDirectory(Users users) {
    this.users = users;
  }

  /**
   * Somebody's profile, with all roles they have.
   *
   * @throws Refusal {@link Kind#NOT_FOUND} if nobody has this id
   */
  public Profile profile(UUID id) {
    return users
        .find(id)
        .map(User::profile)
        .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is nobody with that id"));
  }

  public Optional<UUID> byTelegramId(long telegramId) {
    return users.findByTelegramId(telegramId).map(User::id);
  }

  /** By Telegram username, in any case, with or without the at sign. */
  public Optional<UUID> byUsername(String username) {
    return users
        .findByUsername(username.startsWith("@") ? username.substring(1) : username)
        .map(User::id);
  }
}
