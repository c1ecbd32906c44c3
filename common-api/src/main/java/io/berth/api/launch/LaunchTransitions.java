package io.berth.api.launch;

import static io.berth.api.launch.LaunchState.ACCEPTED;
import static io.berth.api.launch.LaunchState.APPLIED;
import static io.berth.api.launch.LaunchState.CLOSED;
import static io.berth.api.launch.LaunchState.DRAFT;
import static io.berth.api.launch.LaunchState.IN_TEST;
import static io.berth.api.launch.LaunchState.LIMITED;
import static io.berth.api.launch.LaunchState.LIVE;
import static io.berth.api.launch.LaunchState.SUSPENDED;
import static io.berth.api.launch.LaunchTransitions.Actor.OPERATOR;
import static io.berth.api.launch.LaunchTransitions.Actor.OWNER;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Lists which launch state may follow which, and who may decide so. */
public final class LaunchTransitions {

  /** Person who changes the state of an app. */
  public enum Actor {
    /** An owner of the app's company. */
    OWNER,
    /** An operator of the platform. */
    OPERATOR
  }

  private record Transition(LaunchState from, LaunchState to, Set<Actor> by) {}

  private static final Set<Actor> BOTH = Set.of(OWNER, OPERATOR);

  private static final List<Transition> TABLE =
      List.of(
          new Transition(DRAFT, APPLIED, Set.of(OWNER)),
          new Transition(APPLIED, DRAFT, BOTH),
          new Transition(APPLIED, IN_TEST, Set.of(OPERATOR)),
          new Transition(IN_TEST, ACCEPTED, Set.of(OPERATOR)),
          new Transition(ACCEPTED, LIMITED, BOTH),
          new Transition(ACCEPTED, LIVE, BOTH),
          new Transition(ACCEPTED, IN_TEST, Set.of(OPERATOR)),
          new Transition(LIMITED, LIVE, BOTH),
          new Transition(LIMITED, ACCEPTED, BOTH),
          new Transition(LIVE, LIMITED, BOTH),
          new Transition(IN_TEST, SUSPENDED, Set.of(OPERATOR)),
          new Transition(ACCEPTED, SUSPENDED, Set.of(OPERATOR)),
          new Transition(LIMITED, SUSPENDED, Set.of(OPERATOR)),
          new Transition(LIVE, SUSPENDED, Set.of(OPERATOR)),
          // Only to the state that the app was suspended in: Launch.former.
          new Transition(SUSPENDED, IN_TEST, Set.of(OPERATOR)),
          new Transition(SUSPENDED, ACCEPTED, Set.of(OPERATOR)),
          new Transition(SUSPENDED, LIMITED, Set.of(OPERATOR)),
          new Transition(SUSPENDED, LIVE, Set.of(OPERATOR)),
          // By way of pay-service, which knows whether the app has money left.
          new Transition(DRAFT, CLOSED, Set.of(OPERATOR)),
          new Transition(APPLIED, CLOSED, Set.of(OPERATOR)),
          new Transition(SUSPENDED, CLOSED, Set.of(OPERATOR)));

  private LaunchTransitions() {}

  public static boolean allows(Launch launch, LaunchState to, Actor actor) {
    return TABLE.stream()
        .anyMatch(
            each ->
                each.from == launch.state()
                    && each.to == to
                    && each.by.contains(actor)
                    && (each.from != SUSPENDED || to == CLOSED || to == launch.former()));
  }

  /** States that the actor may give the app now, in the order of its life. */
  public static List<LaunchState> next(Launch launch, Actor actor) {
    return Arrays.stream(LaunchState.values()).filter(to -> allows(launch, to, actor)).toList();
  }
}
