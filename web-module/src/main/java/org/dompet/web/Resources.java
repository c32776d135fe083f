package org.dompet.web;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.resource.ConnectionFactoryDefinition;
import jakarta.resource.spi.TransactionSupport;

/**
 * What the application wants of the container: the database, as the role that owns nothing, for
 * itself and for the records of its jobs, and the broker.
 *
 * <p>A message is sent at once, whatever becomes of the transaction: the row is the truth and is
 * committed first, the message is a nudge.
 */
@ApplicationScoped
@ConnectionFactoryDefinition(
    name = "java:app/jms/dompet",
    interfaceName = "jakarta.jms.ConnectionFactory",
    resourceAdapter = "dompet-broker",
    transactionSupport = TransactionSupport.TransactionSupportLevel.NoTransaction,
    minPoolSize = 1,
    maxPoolSize = 16)
@DataSourceDefinition(
    name = "java:app/jdbc/dompet",
    className = "org.postgresql.ds.PGSimpleDataSource",
    url = "${MPCONFIG=dompet.database.url}",
    user = "${MPCONFIG=dompet.database.user}",
    password = "${MPCONFIG=dompet.database.password}",
    minPoolSize = 2,
    // The command says another number in web.xml, which wins: dompet.database.pool-size.
    maxPoolSize = 20,
    maxIdleTime = 30,
    transactional = true,
    properties = {
      // Who gets none for so long is refused.
      "fish.payara.max-wait-time-in-millis=5000",
      // The database gives up before we do, and ends a transaction that was forgotten.
      "options=-c statement_timeout=55s -c idle_in_transaction_session_timeout=60s",
      "fish.payara.connection-leak-timeout-in-seconds=${MPCONFIG=dompet.database.leak-timeout:0}",
      // In seconds. Longer than any lock wait; a database that never answers must not keep a
      // thread.
      "connectTimeout=5",
      "socketTimeout=60",
      "tcpKeepAlive=true",
      // Looked at once a second when in use: the first one that has died takes all others along.
      "fish.payara.is-connection-validation-required=true",
      "fish.payara.connection-validation-method=custom-validation",
      "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation",
      "fish.payara.validate-atmost-once-period-in-seconds=1",
      "fish.payara.fail-all-connections=true"
    })
// Global, for the batch runtime belongs to the server. A pool of its own, because it moves its
// connections to another schema; outside of transactions, because a record of a job that was
// rolled back is a record all the same.
@DataSourceDefinition(
    name = "java:global/jdbc/dompet-batch",
    className = "org.postgresql.ds.PGSimpleDataSource",
    url = "${MPCONFIG=dompet.database.url}",
    user = "${MPCONFIG=dompet.database.user}",
    password = "${MPCONFIG=dompet.database.password}",
    minPoolSize = 0,
    maxPoolSize = 4,
    maxIdleTime = 30,
    transactional = false,
    properties = {
      "fish.payara.max-wait-time-in-millis=5000",
      "options=-c statement_timeout=55s -c idle_in_transaction_session_timeout=60s",
      "connectTimeout=5",
      "socketTimeout=60",
      "tcpKeepAlive=true",
      // The batch runtime uses one seldom, and forgets to give it back if it fails.
      "fish.payara.is-connection-validation-required=true",
      "fish.payara.connection-validation-method=custom-validation",
      "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation",
      "fish.payara.fail-all-connections=true",
      "fish.payara.connection-leak-timeout-in-seconds=60",
      "fish.payara.connection-leak-reclaim=true"
    })
public class Resources {}
