package io.berth.service.keyset;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.service.keyset.KeySetState.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeySetStateTests {
  private static final Instant CHANGE = Instant.parse("2026-11-30T10:00:00Z");
  private static final Map<String, Instant> FIRST = Map.of("k1", CHANGE.minusSeconds(9_000));
  private static final Map<String, Instant> BOTH =
      Map.of("k1", CHANGE.minusSeconds(9_000), "k2", CHANGE);

  private static KeyReport report(String service, @Nullable String active, String... known) {
    return new KeyReport(
        service, List.of(HeldKeys.of(KeyKind.TOKENS, "", active, List.of(known))), List.of(), null);
  }

  private static KeyReport uses(Map<String, Long> counts, Map<String, Instant> since) {
    KeyUse use = new KeyUse(KeyKind.TOKENS, "", counts, CHANGE.plusSeconds(30), since, 3_600L);
    return new KeyReport("did-service", List.of(), List.of(use), null);
  }

  private static KeySetState state(KeyReport... reports) {
    return KeySetState.of(List.of(reports), CHANGE.plusSeconds(60)).getFirst();
  }

  @Test
  void followsARotationFromStepToStep() {
    assertThat(state(report("did", "k1", "k1"), report("gateway", null, "k1")).step())
        .isEqualTo(Step.SETTLED);
    KeySetState added =
        state(
            report("did", "k1", "k1", "k2"),
            report("gateway", null, "k1"),
            uses(Map.of("k1", 3L), FIRST));
    assertThat(added.step()).isEqualTo(Step.SPREAD);
    assertThat(added.lacking()).containsExactly("gateway");
    assertThat(
            state(
                    report("did", "k1", "k1", "k2"),
                    report("gateway", null, "k1", "k2"),
                    uses(Map.of("k1", 3L), FIRST))
                .step())
        .isEqualTo(Step.SWITCH);
    assertThat(
            state(
                    report("did", "k1", "k1", "k2"),
                    report("did", "k2", "k1", "k2"),
                    uses(Map.of("k1", 3L), BOTH))
                .step())
        .isEqualTo(Step.SWITCHING);
    KeySetState switched =
        state(report("did", "k2", "k1", "k2"), uses(Map.of("k1", 2L, "k2", 1L), BOTH));
    assertThat(switched.step()).isEqualTo(Step.REWRITE);
    assertThat(switched.left()).isEqualTo(2);
    KeyReport rewritten = uses(Map.of("k2", 3L), BOTH);
    assertThat(state(report("did", "k2", "k1", "k2"), rewritten).step()).isEqualTo(Step.KEEP);
    assertThat(
            KeySetState.of(
                    List.of(report("did", "k2", "k1", "k2"), rewritten), CHANGE.plusSeconds(3_600))
                .getFirst()
                .step())
        .isEqualTo(Step.DROP);
  }

  @Test
  void warnsOfAKeyThatWasDroppedTooEarly() {
    assertThat(state(report("did", "k2", "k2"), uses(Map.of("k1", 1L, "k2", 2L), BOTH)).step())
        .isEqualTo(Step.LOST);
  }

  @Test
  void aTopicMayHaveTwoWriters() {
    assertThat(
            state(
                    events("gateway", "gateway1", "gateway1"),
                    events("pay-service", "pay1", "pay1"),
                    events("console", null, "gateway1", "pay1"))
                .step())
        .isEqualTo(Step.SETTLED);
    assertThat(
            state(
                    events("gateway", "gateway2", "gateway1", "gateway2"),
                    events("pay-service", "pay1", "pay1"),
                    events("console", null, "gateway1", "pay1"))
                .lacking())
        .containsExactly("console");
  }

  private static KeyReport events(String service, @Nullable String active, String... known) {
    return new KeyReport(
        service,
        List.of(HeldKeys.of(KeyKind.EVENTS, "refusals", active, List.of(known))),
        List.of(),
        null);
  }

  @Test
  void leavesToPeopleWhichKeyOfCallersIsTheNewOne() {
    KeyReport issuer =
        new KeyReport(
            "gateway",
            List.of(HeldKeys.of(KeyKind.CALLER, "gateway>payservice", "a", List.of("a"))),
            List.of(),
            null);
    KeyReport audience =
        new KeyReport(
            "pay-service",
            List.of(HeldKeys.of(KeyKind.CALLER, "gateway>payservice", null, List.of("a", "b"))),
            List.of(),
            null);
    KeySetState state = state(issuer, audience);
    assertThat(state.step()).isEqualTo(Step.DECIDE);
    assertThat(state.active()).containsExactly("a");
    assertThat(state.others()).containsExactly("b");
  }
}
