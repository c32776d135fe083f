package org.dompet.identity;

/** What somebody may do. Everybody is a USER; the others are staff. */
public enum Role {
  USER,
  SUPPORT,
  AUDITOR,
  OPERATOR,
  ADMIN
}
