package org.dompet.limit;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import javax.sql.DataSource;

/** Where shared buckets are. */
@Dependent
class Database {
  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource source;

  @SuppressWarnings("NullAway.Init") // the data source is the container's
  Database() {}

  DataSource source() {
    return source;
  }
}
