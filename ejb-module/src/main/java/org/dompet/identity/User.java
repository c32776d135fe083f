package org.dompet.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * Somebody. Comes from Telegram, which says their name at each sign-in, or registers with an e-mail
 * address and a password.
 */
@Entity
@DynamicUpdate // the role may change some columns only
@Table(name = "app_user")
class User {
  @Id private UUID id;

  @Column(name = "telegram_id")
  private @Nullable Long telegramId;

  private @Nullable String username;
  private @Nullable String email;

  @Column(name = "password_hash")
  private @Nullable String passwordHash;

  @Column(name = "display_name")
  private String displayName;

  private @Nullable String language;

  @JdbcTypeCode(SqlTypes.ARRAY)
  private String[] roles;

  @Column(name = "created_at")
  private Instant createdAt;

  @Version private long version;

  @SuppressWarnings("NullAway.Init") // for Hibernate
  protected User() {}

  private User(UUID id, String displayName, Instant now) {
    this.id = id;
    this.displayName = displayName;
    this.roles = new String[] {Role.USER.name()};
    this.createdAt = now;
  }

  static User fromTelegram(UUID id, TelegramUser telegram, Instant now) {
    User user = new User(id, telegram.displayName(), now);
    user.telegramId = telegram.id();
    user.follow(telegram);
    return user;
  }

  static User withEmail(
      UUID id, String email, String passwordHash, String displayName, Instant now) {
    User user = new User(id, displayName, now);
    user.email = email;
    user.passwordHash = passwordHash;
    return user;
  }

  /** Takes over what Telegram says now. */
  void follow(TelegramUser telegram) {
    username = telegram.username();
    displayName = telegram.displayName();
    language = telegram.language();
  }

  /** Somebody else has the name now. */
  void loseUsername() {
    username = null;
  }

  UUID id() {
    return id;
  }

  @Nullable String passwordHash() {
    return passwordHash;
  }

  Profile profile() {
    Set<Role> held = Arrays.stream(roles).map(Role::valueOf).collect(Collectors.toSet());
    return new Profile(id, telegramId, username, email, displayName, language, held);
  }
}
