package org.dompet.identity;

import java.util.Set;

/** How a session stands with the second factor, and so which of a person's roles it carries. */
public enum Standing {
  /** Nothing is asked of this person. */
  NOT_NEEDED,
  /** A code was given. */
  PASSED,
  /** Works here, and has given no code yet: an ordinary user until then. */
  CODE_NEEDED,
  /** Works here, and has no authenticator yet, though one is asked of staff. */
  ENROLMENT_NEEDED;

  /**
   * How a session stands.
   *
   * @param held the roles that the person has
   * @param enrolled whether their authenticator is confirmed
   * @param passed whether a code of it was given in this session
   * @param required whether staff must have one
   */
  static Standing of(Set<Role> held, boolean enrolled, boolean passed, boolean required) {
    boolean staff = held.stream().anyMatch(role -> role != Role.USER);
    if (enrolled && passed) {
      return PASSED;
    }
    if (staff && enrolled) {
      return CODE_NEEDED;
    }
    return staff && required ? ENROLMENT_NEEDED : NOT_NEEDED;
  }

  /** The roles that the session carries, of those that the person has. */
  Set<Role> roles(Set<Role> held) {
    return this == CODE_NEEDED || this == ENROLMENT_NEEDED ? Set.of(Role.USER) : held;
  }
}
