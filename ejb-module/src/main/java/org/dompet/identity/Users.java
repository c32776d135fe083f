package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** All users. */
@ApplicationScoped
class Users {
  @PersistenceContext private EntityManager entities;

  @SuppressWarnings("NullAway.Init") // for the container
  Users() {}

  Optional<User> find(UUID id) {
    return Optional.ofNullable(entities.find(User.class, id));
  }

  /** Whether somebody has a role beside everybody's. */
  boolean isStaff(UUID id) {
    return find(id).filter(user -> isStaff(user.profile())).isPresent();
  }

  static boolean isStaff(Profile user) {
    return user.roles().stream().anyMatch(role -> role != Role.USER);
  }

  Optional<User> findByTelegramId(long telegramId) {
    return one("select u from User u where u.telegramId = ?1", telegramId);
  }

  Optional<User> findByEmail(String email) {
    return one("select u from User u where u.email = ?1", email);
  }

  Optional<User> findByUsername(String username) {
    return one(
        "select u from User u where lower(u.username) = ?1", username.toLowerCase(Locale.ROOT));
  }

  void add(User user) {
    entities.persist(user);
  }

  /** Sends what has changed to the database now, in an order that a unique name survives. */
  void flush() {
    entities.flush();
  }

  private Optional<User> one(String query, Object parameter) {
    return entities
        .createQuery(query, User.class)
        .setParameter(1, parameter)
        .getResultStream()
        .findFirst();
  }
}
