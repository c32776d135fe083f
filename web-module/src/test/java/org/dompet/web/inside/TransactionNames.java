package org.dompet.web.inside;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;

/** How the database names the transaction that a use case is in. */
@ApplicationScoped
public class TransactionNames {
  private static final String NAME = "select pg_current_xact_id()::text";

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @PersistenceContext private EntityManager entities;

  @SuppressWarnings("NullAway.Init") // for the container
  public TransactionNames() {}

  /** Seen by two connections and by Hibernate: one name, if they are in one transaction. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Set<String> seen() throws SQLException {
    Set<String> names = new HashSet<>();
    names.add(byConnection());
    names.add((String) entities.createNativeQuery(NAME).getSingleResult());
    names.add(byConnection());
    return names;
  }

  private String byConnection() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(NAME)) {
      row.next();
      return row.getString(1);
    }
  }
}
