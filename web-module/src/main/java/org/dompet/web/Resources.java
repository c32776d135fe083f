package org.dompet.web;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * What the application wants of the container: the database, as the role that owns nothing.
 *
 * <p>Statements of a connection are prepared once; a broken connection is noticed when it is taken.
 */
@ApplicationScoped
@DataSourceDefinition(
    name = "java:app/jdbc/dompet",
    className = "org.postgresql.ds.PGSimpleDataSource",
    url = "${MPCONFIG=dompet.database.url}",
    user = "${MPCONFIG=dompet.database.user}",
    password = "${MPCONFIG=dompet.database.password}",
    minPoolSize = 2,
    maxPoolSize = 20,
    maxIdleTime = 300,
    transactional = true)
public class Resources {}
