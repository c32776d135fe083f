package org.dompet.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
  private static final Set<Role> STAFF = EnumSet.of(Role.USER, Role.OPERATOR);
  private static final Set<Role> PERSON = EnumSet.of(Role.USER);

  @ParameterizedTest
  @CsvSource({
    // staff, enrolled, passed, required
    "true,  true,  true,  true,  PASSED",
    "true,  true,  false, true,  CODE_NEEDED",
    "true,  false, false, true,  ENROLMENT_NEEDED",
    "true,  false, true,  true,  ENROLMENT_NEEDED",
    "true,  true,  true,  false, PASSED",
    "true,  true,  false, false, CODE_NEEDED",
    "true,  false, false, false, NOT_NEEDED",
    "false, true,  true,  true,  PASSED",
    "false, true,  false, true,  NOT_NEEDED",
    "false, false, false, true,  NOT_NEEDED",
  })
  void saysWhatASessionLacks(
      boolean staff, boolean enrolled, boolean passed, boolean required, Standing expected) {
    assertThat(Standing.of(staff ? STAFF : PERSON, enrolled, passed, required)).isEqualTo(expected);
  }

  @Test
  void leavesWhoLacksACodeTheRoleThatEverybodyHas() {
    Set<Role> adminAlone = EnumSet.of(Role.ADMIN);
    assertThat(Standing.CODE_NEEDED.roles(STAFF)).containsExactly(Role.USER);
    assertThat(Standing.ENROLMENT_NEEDED.roles(adminAlone)).containsExactly(Role.USER);
    assertThat(Standing.PASSED.roles(STAFF)).isEqualTo(STAFF);
    assertThat(Standing.NOT_NEEDED.roles(adminAlone)).isEqualTo(adminAlone);
  }

  @Test
  void isStrictInStagingAndProductionUnlessSaidOtherwise() {
    assertThat(settings("production", "").requiredOfStaff()).isTrue();
    assertThat(settings("staging", "").requiredOfStaff()).isTrue();
    assertThat(settings("development", "").requiredOfStaff()).isFalse();
    assertThat(settings("demo", "").requiredOfStaff()).isFalse();
    assertThat(settings("production", "optional").requiredOfStaff()).isFalse();
    assertThat(settings("demo", "required").requiredOfStaff()).isTrue();
    assertThatThrownBy(() -> settings("demo", "maybe"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dompet.identity.staff-second-factor");
  }

  private static SecondFactorSettings settings(String profile, String staff) {
    return SecondFactorSettings.of(List.of(), profile, staff);
  }
}
