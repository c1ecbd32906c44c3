package io.berth.api.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.launch.LaunchState.Entrance;
import io.berth.api.launch.LaunchTransitions.Actor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LaunchTests {

  private static Launch limited(int percent) {
    return new Launch(LaunchState.LIMITED, null, percent, Set.of(1L), Set.of(2L));
  }

  /** Half of all users are half of every hundred or so, and not the same half for each app. */
  @Test
  void letsInAShareOfTheUsersThatOnlyGrows() {
    List<Long> tenth = admitted("game", 10);
    List<Long> half = admitted("game", 50);
    assertThat(tenth).hasSizeBetween(850, 1150);
    assertThat(half).hasSizeBetween(4700, 5300).containsAll(tenth);
    assertThat(admitted("shop", 10)).isNotEqualTo(tenth);
    assertThat(admitted("game", 0)).containsExactly(1L, 2L);
    assertThat(admitted("game", 100)).hasSize(10_000);
  }

  private static List<Long> admitted(String appId, int percent) {
    Launch launch = limited(percent);
    return LongStream.rangeClosed(1, 10_000)
        .filter(uid -> launch.admits(appId, uid))
        .boxed()
        .toList();
  }

  @Test
  void letsGuestsInOnlyWhileItIsLimited() {
    assertThat(limited(0).admits("game", 2)).isTrue();
    assertThat(limited(0).to(LaunchState.ACCEPTED).admits("game", 2)).isFalse();
    assertThat(limited(0).to(LaunchState.ACCEPTED).admits("game", 1)).isTrue();
    assertThat(limited(100).to(LaunchState.SUSPENDED).admits("game", 1)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(LaunchState.class)
  void nobodyPaysWhereNobodyEnters(LaunchState state) {
    assertThat(state.isOpen()).isEqualTo(state.entrance() != Entrance.NOBODY);
    assertThat(state.isOpen() || !state.isCharging()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "DRAFT, OWNER, APPLIED",
    "DRAFT, OPERATOR, CLOSED",
    "APPLIED, OWNER, DRAFT",
    "APPLIED, OPERATOR, DRAFT IN_TEST CLOSED",
    "IN_TEST, OWNER, ",
    "IN_TEST, OPERATOR, ACCEPTED SUSPENDED",
    "ACCEPTED, OWNER, LIMITED LIVE",
    "ACCEPTED, OPERATOR, IN_TEST LIMITED LIVE SUSPENDED",
    "LIMITED, OWNER, ACCEPTED LIVE",
    "LIVE, OWNER, LIMITED",
    "LIVE, OPERATOR, LIMITED SUSPENDED",
    "SUSPENDED, OWNER, ",
    "SUSPENDED, OPERATOR, LIVE CLOSED",
    "CLOSED, OWNER, ",
    "CLOSED, OPERATOR, "
  })
  void ownersLaunchAndOperatorsDecide(LaunchState from, Actor actor, String next) {
    List<LaunchState> expected =
        next == null
            ? List.of()
            : Arrays.stream(next.split(" ")).map(LaunchState::valueOf).toList();
    assertThat(LaunchTransitions.next(Launch.of(from), actor)).isEqualTo(expected);
  }

  @Test
  void goesOnAsItWasBefore() {
    Launch suspended = limited(10).to(LaunchState.SUSPENDED);
    assertThat(LaunchTransitions.next(suspended, Actor.OPERATOR))
        .containsExactly(LaunchState.LIMITED, LaunchState.CLOSED);
    assertThat(suspended.to(LaunchState.LIMITED)).isEqualTo(limited(10));
  }
}
