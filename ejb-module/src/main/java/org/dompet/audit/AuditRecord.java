package org.dompet.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of the audit log. Written once. */
@Entity
@Table(name = "audit_record")
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields
class AuditRecord {
  @Id private UUID id;
  private Instant at;
  private String action;
  private String outcome;
  private @Nullable String actor;
  private @Nullable String target;
  private @Nullable String reason;
  private @Nullable String address;

  @Column(name = "user_agent")
  private @Nullable String userAgent;

  @Column(name = "request_id")
  private @Nullable String requestId;

  @SuppressWarnings("NullAway.Init") // for Hibernate
  protected AuditRecord() {}

  AuditRecord(
      UUID id,
      Instant at,
      String action,
      String outcome,
      @Nullable String actor,
      @Nullable String target,
      @Nullable String reason,
      Caller caller) {
    this.id = id;
    this.at = at;
    this.action = action;
    this.outcome = outcome;
    this.actor = actor;
    this.target = target;
    this.reason = reason;
    this.address = caller.address();
    this.userAgent = caller.userAgent();
    this.requestId = caller.requestId();
  }
}
