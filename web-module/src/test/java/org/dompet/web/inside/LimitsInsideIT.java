package org.dompet.web.inside;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dompet.limit.Limit;
import org.dompet.limit.Limits;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class LimitsInsideIT {
  @Inject private Limits limits;
  @Inject private Container container;

  /** Whoever takes a token leaves the pool's connections as they were. */
  @Test
  void giveConnectionsBackAsTheyWere() throws SQLException {
    for (int i = 0; i < 30; i++) {
      assertThat(limits.take(Limit.EMERGENCY, UUID.randomUUID().toString())).isPresent();
    }
    List<Connection> held = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        Connection connection = container.dataSource().getConnection();
        held.add(connection);
        assertThat(connection.getAutoCommit()).isTrue();
      }
    } finally {
      for (Connection connection : held) {
        connection.close();
      }
    }
  }
}
