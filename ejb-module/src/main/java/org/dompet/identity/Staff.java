package org.dompet.identity;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.dompet.identity.SessionRows.End;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.time.UuidV7;
import org.jspecify.annotations.Nullable;

/**
 * People as those who administer them see them, and the roles of those who work here. Rows only:
 * who asks keeps the audit log.
 */
@ApplicationScoped
public class Staff {
  /** The most people on one page. */
  public static final int MAX_PAGE = 200;

  private static final UUID NEWEST = new UUID(-1, -1);

  private static final String SELECT =
      """
      select u.id, u.telegram_id, u.username, u.email, u.display_name, u.language, u.roles, u.created_at,
             exists (select from second_factor f where f.user_id = u.id and f.confirmed_at is not null)
               as second_factor
        from app_user u
      """;

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Staff() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  Staff(Clock clock) {
    this.clock = clock;
  }

  /** Staff outside a container; whoever makes it sees to the transactions. */
  public Staff(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /** Somebody, as an administrator sees them. */
  public record Entry(Profile profile, Instant createdAt, boolean secondFactor) {}

  /**
   * A page of people, the newest first.
   *
   * @param text an id, a Telegram id, or how an e-mail address or a username begins; null: all
   * @param staffOnly only those with a role beside everybody's
   * @param before the id that the page before ended with; null for the first page
   */
  public List<Entry> list(
      @Nullable String text, boolean staffOnly, @Nullable UUID before, int limit) {
    String typed = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    String prefix = typed.replaceAll("([%_\\\\])", "\\\\$1") + "%";
    return SqlWork.run(
        dataSource,
        SELECT
            + """
            where u.id < ?
              and (not ? or u.roles <> '{USER}')
              and (? = '' or u.email like ? or lower(u.username) like ?
                   or u.telegram_id::text = ? or u.id::text = ?)
            order by u.id desc limit ?""",
        statement -> {
          SqlWork.set(
              statement,
              before == null ? NEWEST : before,
              staffOnly,
              typed,
              prefix,
              typed.startsWith("@") ? prefix.substring(1) : prefix,
              typed,
              typed,
              limit);
          return read(statement.executeQuery());
        });
  }

  public Optional<Entry> find(UUID id) {
    return SqlWork.run(
        dataSource,
        SELECT + "where u.id = ?",
        statement -> {
          statement.setObject(1, id);
          return read(statement.executeQuery()).stream().findFirst();
        });
  }

  /** Who signs in with this address, in any case. */
  public Optional<Entry> findByEmail(String email) {
    return SqlWork.run(
        dataSource,
        SELECT + "where u.email = ?",
        statement -> {
          statement.setString(1, Register.normalize(email));
          return read(statement.executeQuery()).stream().findFirst();
        });
  }

  /**
   * Somebody new who works here, and signs in by e-mail.
   *
   * @return their id
   * @throws Refusal {@link Kind#INVALID_REQUEST} naming the field, or {@link Kind#EMAIL_TAKEN}
   */
  public UUID create(String email, String displayName, String password, Role role) {
    String address = Register.address(email);
    String name = Register.name(displayName);
    String hash = Passwords.hashNew(password);
    if (findByEmail(address).isPresent()) {
      throw Refusal.of(Kind.EMAIL_TAKEN, "email", "is registered already");
    }
    UUID id = UuidV7.next(clock);
    SqlWork.change(
        dataSource,
        """
        insert into app_user (id, email, password_hash, display_name, roles, created_at)
        values (?, ?, ?, ?, array['USER', ?::text], ?)""",
        id,
        address,
        hash,
        name,
        role.name(),
        clock.instant());
    return id;
  }

  /**
   * What an authenticator needs, and recovery codes; it counts from now on.
   *
   * @param uri {@code otpauth://totp/…}
   */
  public record Authenticator(String uri, List<String> recoveryCodes) {
    @Override
    public String toString() {
      return "Authenticator";
    }
  }

  /** Gives somebody a new authenticator, in the place of the one they have. */
  public Authenticator giveAuthenticator(UUID id, String account, TotpKeys keys) {
    SecondFactorRows rows = new SecondFactorRows(dataSource);
    byte[] secret = Totp.newSecret();
    List<String> codes = RecoveryCodes.fresh();
    rows.remove(id);
    rows.offer(id, keys.encrypt(id, secret), clock.instant());
    rows.confirm(id, clock.instant());
    rows.addRecoveryCodes(id, codes);
    return new Authenticator(Totp.uri("Dompet", account, secret), codes);
  }

  /** Takes somebody's authenticator away; false if they have none. */
  public boolean removeAuthenticator(UUID id) {
    return SqlWork.change(dataSource, "delete from second_factor where user_id = ?", id) > 0;
  }

  /** Gives a role; false if they have it. */
  public boolean grant(UUID id, Role role) {
    return SqlWork.change(
            dataSource,
            "update app_user set roles = array_append(roles, ?::text), version = version + 1"
                + " where id = ? and not (? = any (roles))",
            role.name(),
            id,
            role.name())
        > 0;
  }

  /**
   * Takes a role, and ends all sessions that carry it; false if they don't have it.
   *
   * @throws Refusal {@link Kind#INVALID_REQUEST} for the role that everybody has
   */
  public boolean revoke(UUID id, Role role) {
    if (role == Role.USER) {
      throw Refusal.of(Kind.INVALID_REQUEST, "role", "is everybody's");
    }
    boolean taken =
        SqlWork.change(
                dataSource,
                """
                update app_user
                   set roles = case when roles <@ array[?::text] then array['USER'] else array_remove(roles, ?::text) end,
                       version = version + 1
                 where id = ? and ? = any (roles)""",
                role.name(),
                role.name(),
                id,
                role.name())
            > 0;
    if (taken) {
      new SessionRows(dataSource, clock).endAll(id, null, End.REVOKED_BY_STAFF);
    }
    return taken;
  }

  private static List<Entry> read(ResultSet rows) throws SQLException {
    try (rows) {
      List<Entry> found = new ArrayList<>();
      while (rows.next()) {
        long telegramId = rows.getLong("telegram_id");
        Set<Role> roles =
            Arrays.stream((String[]) rows.getArray("roles").getArray())
                .map(Role::valueOf)
                .collect(Collectors.toSet());
        found.add(
            new Entry(
                new Profile(
                    rows.getObject("id", UUID.class),
                    telegramId == 0 ? null : telegramId,
                    rows.getString("username"),
                    rows.getString("email"),
                    rows.getString("display_name"),
                    rows.getString("language"),
                    roles),
                Objects.requireNonNull(SqlWork.moment(rows, "created_at")),
                rows.getBoolean("second_factor")));
      }
      return found;
    }
  }
}
