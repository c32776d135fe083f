package org.dompet.web.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingTest {
  private final Waiting waiting = new Waiting(3, 2);

  @Test
  void hasFewPlacesForOneClientAndOthersForTheNext() {
    assertThat(waiting.enter("ann")).isTrue();
    assertThat(waiting.enter("ann")).isTrue();
    assertThat(waiting.enter("ann")).isFalse();

    assertThat(waiting.enter("bob")).isTrue();
  }

  @Test
  void hasSoManyPlacesAltogether() {
    assertThat(waiting.enter("ann")).isTrue();
    assertThat(waiting.enter("bob")).isTrue();
    assertThat(waiting.enter("cid")).isTrue();

    assertThat(waiting.enter("dan")).isFalse();
  }

  @Test
  void takesNoPlaceOfThoseItTurnsAway() {
    for (int i = 0; i < 100; i++) {
      hasFewPlacesForOneClientAndOthersForTheNext();
      assertThat(waiting.enter("cid")).isFalse();
      waiting.leave("ann");
      waiting.leave("ann");
      waiting.leave("bob");
    }
  }
}
