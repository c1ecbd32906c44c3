package io.berth.console.operator;

import io.berth.service.keyset.KeySetState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A set of keys, as a row of the operators' page.
 *
 * @param setting that holds the keys
 * @param scope pair of services, topic, or empty
 * @param warning whether the step is to be taken soon
 */
record KeyRow(
    String kind,
    String setting,
    String scope,
    String active,
    @Nullable Instant since,
    String others,
    @Nullable Long left,
    String lacking,
    @Nullable Instant until,
    String step,
    boolean warning) {

  /**
   * @param services names of all services
   */
  static KeyRow of(KeySetState state, List<String> services) {
    String scope = named(state.scope(), services);
    return new KeyRow(
        state.kind().name(),
        switch (state.kind()) {
          case SEALING -> "berth.secrets";
          case TOKENS -> "berth.did.tokens.keys";
          case CALLER -> "berth.vouch";
          case DATABASE -> "berth.database";
          case EVENTS -> "berth.events." + scope;
        },
        scope,
        brief(state.active()),
        state.since(),
        brief(state.others()),
        state.left(),
        String.join(", ", state.lacking()),
        state.until(),
        state.step().name(),
        switch (state.step()) {
          case SETTLED, KEEP, REWRITE, DECIDE -> false;
          case LOST, SPREAD, SWITCHING, SWITCH, DROP -> true;
        });
  }

  /** Services stand in scopes without dashes. */
  private static String named(String scope, List<String> services) {
    String named = scope.replace(">", " → ");
    for (String service : services) {
      String plain = service.replace("-", "");
      named = named.replaceAll("(^|→ )" + plain + "(?= →|$)", "$1" + service);
    }
    return named;
  }

  private static String brief(Collection<String> ids) {
    return ids.isEmpty()
        ? "–"
        : ids.stream().map(KeySetState::brief).collect(Collectors.joining(", "));
  }
}
