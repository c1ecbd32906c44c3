package io.berth.console.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.delivery.Acknowledgement;
import io.berth.api.delivery.CallProblem;
import io.berth.api.delivery.DrillOutcome.Advice;
import io.berth.api.delivery.DrillOutcome.DrillFound;
import io.berth.api.delivery.DrillOutcome.Exercise;
import io.berth.api.delivery.DrillOutcome.Grade;
import io.berth.api.delivery.DrillOutcome.Graded;
import io.berth.api.delivery.DrillOutcome.NoDrill;
import io.berth.api.delivery.DrillOutcome.Receiver;
import io.berth.api.launch.LaunchOutcome.LaunchFound;
import io.berth.api.launch.LaunchState;
import io.berth.api.order.OrderCommand.Kind;
import io.berth.api.order.OrderStatus;
import io.berth.api.totals.TotalsOutcome.CallbackTotal;
import io.berth.api.totals.TotalsOutcome.CallbackTotals;
import io.berth.api.totals.TotalsOutcome.OrderTotal;
import io.berth.api.totals.TotalsOutcome.OrderTotals;
import io.berth.console.acceptance.Acceptance.Facts;
import io.berth.console.acceptance.Acceptance.State;
import io.berth.console.acceptance.Acceptance.Step;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.AcceptanceStep;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AcceptanceTests {
  private static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");
  private static final Receiver RECEIVER =
      new Receiver("https://merchant.example/callback", false, Acknowledgement.status(200));

  private static Acceptance of(String dialect, Facts facts) {
    return Acceptance.of(
        Objects.requireNonNull(Dialects.installed().byId(dialect)).acceptance(), facts);
  }

  private static LaunchFound launch(boolean signed, boolean entered) {
    return new LaunchFound(
        LaunchState.IN_TEST,
        null,
        List.of(),
        0,
        List.of(),
        0,
        false,
        signed,
        entered,
        true,
        true,
        List.of());
  }

  private static OrderTotals orders(Object... kindsAndStatuses) {
    return new OrderTotals(
        AT,
        Arrays.stream(kindsAndStatuses)
            .map(Object[].class::cast)
            .map(
                each ->
                    new OrderTotal(
                        AT,
                        "usdt",
                        (Kind) each[0],
                        (OrderStatus) each[1],
                        1,
                        BigDecimal.ONE,
                        BigDecimal.ZERO))
            .toList(),
        List.of());
  }

  private static CallbackTotals callbacks(@Nullable CallProblem problem) {
    return new CallbackTotals(
        AT, List.of(new CallbackTotal(AT, problem, 3, 0)), List.of(), 0L, null);
  }

  private static DrillFound drill(@Nullable Instant finishedAt, Grade... grades) {
    return new DrillFound(
        1,
        AT,
        finishedAt,
        false,
        RECEIVER,
        Arrays.stream(Exercise.values())
            .limit(grades.length)
            .map(
                exercise ->
                    new Graded(exercise, grades[exercise.ordinal()], Advice.ALL_WELL, List.of()))
            .toList(),
        List.of());
  }

  private static List<AcceptanceStep> in(State state, Acceptance acceptance) {
    return acceptance.steps().stream()
        .filter(step -> step.state() == state)
        .map(Step::step)
        .toList();
  }

  @Test
  void aNewAppHasEverythingBeforeIt() {
    Facts nothing =
        new Facts(
            launch(false, false),
            Optional.of(orders()),
            Optional.of(new CallbackTotals(AT, List.of(), List.of(), 0L, null)),
            Optional.of(new NoDrill(RECEIVER)),
            Optional.empty());
    Acceptance acceptance = of("dragonex", nothing);
    assertThat(in(State.LEFT, acceptance))
        .containsExactly(
            AcceptanceStep.SIGNED_REQUEST,
            AcceptanceStep.LOGIN,
            AcceptanceStep.PAYMENT,
            AcceptanceStep.CANCELLED_PAYMENT,
            AcceptanceStep.PAYOUT,
            AcceptanceStep.RETURN,
            AcceptanceStep.CALLBACK,
            AcceptanceStep.DUPLICATES,
            AcceptanceStep.DRILL);
    assertThat(in(State.UNKNOWN, acceptance)).containsExactly(AcceptanceStep.RECONCILIATION);
    assertThat(acceptance.isComplete()).isFalse();
  }

  /** A paid bill is no failed one, and a drill counts once it is finished. */
  @Test
  void countsWhatWasShown() {
    Facts some =
        new Facts(
            launch(true, true),
            Optional.of(
                orders(
                    new Object[] {Kind.PAYMENT, OrderStatus.PAID},
                    new Object[] {Kind.PAYOUT, OrderStatus.FAILED})),
            Optional.of(callbacks(CallProblem.BODY)),
            Optional.of(drill(null, Grade.PASSED, Grade.PASSED)),
            Optional.empty());
    assertThat(in(State.DONE, of("dragonex", some)))
        .containsExactly(
            AcceptanceStep.SIGNED_REQUEST, AcceptanceStep.LOGIN, AcceptanceStep.PAYMENT);
  }

  @Test
  void aDrillShowsTwoThings() {
    Facts passed = drilled(drill(AT, Grade.PASSED, Grade.PASSED, Grade.NOT_JUDGED));
    assertThat(in(State.DONE, of("wancms", passed)))
        .containsExactly(
            AcceptanceStep.LOGIN,
            AcceptanceStep.CALLBACK,
            AcceptanceStep.DUPLICATES,
            AcceptanceStep.DRILL);
    assertThat(in(State.DONE, of("wancms", drilled(drill(AT, Grade.FAILED, Grade.PASSED)))))
        .contains(AcceptanceStep.DUPLICATES)
        .doesNotContain(AcceptanceStep.DRILL);
    assertThat(in(State.DONE, of("wancms", drilled(drill(AT, Grade.PASSED, Grade.WARNING)))))
        .contains(AcceptanceStep.DRILL)
        .doesNotContain(AcceptanceStep.DUPLICATES);
  }

  /** What the test of an app has shown need not be shown again with real money. */
  @Test
  void countsWhatWasShownInTestAsWell() {
    Acceptance live =
        of(
            "wancms",
            new Facts(
                launch(false, true),
                Optional.of(orders()),
                Optional.empty(),
                Optional.of(new NoDrill(RECEIVER)),
                Optional.empty()));
    Acceptance test = of("wancms", drilled(drill(AT, Grade.PASSED, Grade.PASSED)));

    Acceptance both = live.or(test);

    assertThat(in(State.DONE, both))
        .containsExactly(
            AcceptanceStep.LOGIN,
            AcceptanceStep.CALLBACK,
            AcceptanceStep.DUPLICATES,
            AcceptanceStep.DRILL);
    assertThat(in(State.LEFT, both)).containsExactlyElementsOf(in(State.LEFT, test));
    assertThat(in(State.DONE, test.or(live))).isEqualTo(in(State.DONE, both));
    assertThat(in(State.DONE, live.or(live))).containsExactly(AcceptanceStep.LOGIN);
  }

  private static Facts drilled(DrillFound drill) {
    return new Facts(
        launch(false, true),
        Optional.of(orders()),
        Optional.of(callbacks(null)),
        Optional.of(drill),
        Optional.empty());
  }
}
