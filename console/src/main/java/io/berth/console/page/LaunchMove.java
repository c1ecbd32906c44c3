package io.berth.console.page;

import io.berth.api.launch.LaunchState;
import org.jspecify.annotations.Nullable;

/**
 * A change of an app's launch state, as a form's button names it: {@code LIVE-LIMITED}.
 *
 * @param from as the page showed it
 */
public record LaunchMove(LaunchState from, LaunchState to) {
  public static final String FIELD = "move";

  /** Null for what no page of the console offers. */
  public static @Nullable LaunchMove read(String text) {
    String[] states = text.split("-", -1);
    try {
      return states.length == 2
          ? new LaunchMove(LaunchState.valueOf(states[0]), LaunchState.valueOf(states[1]))
          : null;
    } catch (IllegalArgumentException unknown) {
      return null;
    }
  }
}
