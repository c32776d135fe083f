package org.dompet.statement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.Reader;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;

/** Keeps a statement that was read, with its lines and who brought it: all of it or nothing. */
@ApplicationScoped
class KeepStatement {
  private Statements statements;
  private AuditLog audit;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected KeepStatement() {}

  @Inject
  KeepStatement(Statements statements, AuditLog audit) {
    this.statements = statements;
    this.audit = audit;
  }

  /** False if another one was first with the same file. */
  @Transactional(rollbackOn = IOException.class)
  boolean keep(Statement statement, Reader source, Caller caller) throws IOException {
    if (!statements.add(statement)) {
      return false;
    }
    statements.addLines(statement.id(), source);
    audit.done(
        "statement.upload", statement.uploadedBy().toString(), statement.id().toString(), caller);
    return true;
  }
}
