package io.berth.standalone.keys;

import io.berth.service.keyset.KeyKind;
import io.berth.service.keyset.KeySetState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes a set of keys in English. */
final class KeyStatus {

  private KeyStatus() {}

  static List<String> lines(KeySetState state) {
    String since = state.since() == null ? "" : " since " + minute(state.since());
    return List.of(title(state) + ": " + briefly(state.active()) + since, "  " + next(state));
  }

  private static String title(KeySetState state) {
    return switch (state.kind()) {
      case SEALING -> "sealing key";
      case TOKENS -> "token key";
      case CALLER -> "caller key " + state.scope().replace(">", " > ");
      case DATABASE -> "database password of " + state.scope();
      case EVENTS -> "event key of " + state.scope();
    };
  }

  private static String briefly(Set<String> ids) {
    return ids.isEmpty()
        ? "none"
        : ids.stream().map(KeyRotation::brief).collect(Collectors.joining(", "));
  }

  private static String minute(@Nullable Instant instant) {
    return instant == null ? "–" : instant.truncatedTo(ChronoUnit.MINUTES).toString();
  }

  private static String next(KeySetState state) {
    String others = briefly(state.others());
    return switch (state.step()) {
      case SETTLED -> "nothing is to be done";
      case LOST -> "something is under a key that no service has: give it back to all of them";
      case SPREAD ->
          "a key is not yet, or still, known to some: " + String.join(", ", state.lacking());
      case SWITCHING -> "instances use different keys: wait until all have the same settings";
      case SWITCH -> "every service has " + others + ": make it active";
      case REWRITE ->
          state.left() == null
              ? "wait until did-service has counted what is under " + others
              : "wait: " + state.left() + " still under a former key";
      case KEEP -> others + " is needed until " + minute(state.until());
      case DROP -> "nothing needs " + others + ": drop it";
      case DECIDE ->
          state.kind() == KeyKind.DATABASE
              ? others
                  + " is known too: if it is the new password, give it to the role in PostgreSQL and"
                  + " make it active; drop it if it is the former one"
              : others
                  + " is accepted too: make it active if it is the new key, drop it if it is the former"
                  + " one and what it has signed has expired";
    };
  }
}
