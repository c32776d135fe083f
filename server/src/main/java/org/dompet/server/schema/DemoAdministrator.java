package org.dompet.server.schema;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.dompet.server.place.Secrets;

/**
 * The administrator of the demo, with a random password that stays among the secrets. Its row is
 * written by the owner: no door of the application makes an administrator.
 */
public final class DemoAdministrator {

  private static final String EMAIL = "admin@demo.dompet.test";
  private static final String SECRET = "demo-administrator-password";
  private static final int BCRYPT_COST = 12;

  private final Secrets secrets;

  public DemoAdministrator(Secrets secrets) {
    this.secrets = secrets;
  }

  /** Makes the administrator once and says how to sign in; nothing while there are no users. */
  public Optional<String> establish(DatabaseAddress owner) {
    try (Connection connection = DatabaseRoles.connect(owner)) {
      if (!usersExist(connection)) {
        return Optional.empty();
      }
      String password = secrets.password(SECRET);
      if (isMissing(connection)) {
        insert(connection, password);
      }
      return Optional.of("administrator of the demo: " + EMAIL + ", password " + password);
    } catch (SQLException e) {
      throw DatabaseRoles.refused(owner, e);
    }
  }

  private static boolean usersExist(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("select to_regclass('dompet.app_user') is not null");
        ResultSet rows = statement.executeQuery()) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private static boolean isMissing(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select 1 from dompet.app_user where email = ?")) {
      statement.setString(1, EMAIL);
      try (ResultSet rows = statement.executeQuery()) {
        return !rows.next();
      }
    }
  }

  private static void insert(Connection connection, String password) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into dompet.app_user (id, email, password_hash, display_name, roles, created_at)"
                + " values (uuidv7(), ?, ?, 'Demo administrator', array['ADMIN'], now())")) {
      statement.setString(1, EMAIL);
      statement.setString(
          2, BCrypt.withDefaults().hashToString(BCRYPT_COST, password.toCharArray()));
      statement.executeUpdate();
    }
  }
}
