package io.berth.console.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTests {

  private static Place app(int number) {
    return Place.app("game" + number, "Game " + number);
  }

  private static Places visited(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(PlacesTests::app)
        .reduce(Places.NONE, Places::visited, (one, _) -> one);
  }

  @Test
  void keepsTheLatestVisitsOnceEach() {
    Places places = visited(0, 10).visited(app(5));
    assertThat(places.recent()).hasSize(Places.MOST).doesNotHaveDuplicates().startsWith(app(5));
  }

  @Test
  void pinsWhatWasVisitedUnderTheNameThatItHadThere() {
    Places places = visited(0, 3);
    Place forged = Place.app("game1", "Pay here");
    assertThat(places.pin(forged).pinned()).containsExactly(app(1));
    assertThat(places.pin(forged).unpin(forged).pinned()).isEmpty();
    assertThat(places.pin(app(7)).pinned()).isEmpty();
  }

  @Test
  void forgetsVisitsBeforePins() {
    Places places = visited(0, 2).pin(app(0));
    assertThat(places.shortened().pinned()).hasSize(1);
    assertThat(places.shortened().shortened().shortened().pinned()).isEmpty();
  }

  @Test
  void leadsNowhereButIntoTheConsole() {
    assertThat(new Place(Place.Kind.ORDER, "../..", "/x?y", "").href())
        .isEqualTo("/console/apps/..%2F../orders/%2Fx%3Fy");
    assertThat(Place.app("game", "\uD83C\uDFAE".repeat(60)).label()).hasSize(79);
  }
}
