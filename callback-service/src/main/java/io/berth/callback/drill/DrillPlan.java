package io.berth.callback.drill;

import io.berth.api.delivery.DrillOutcome.Advice;
import io.berth.api.delivery.DrillOutcome.Exercise;
import io.berth.api.delivery.DrillOutcome.Step;
import io.berth.dialect.api.App;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.callback.Callbacks.Message;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the messages of a drill. They are made when they are sent, since most contain the time.
 *
 * @param url where orders of this dialect say where they are told; else null
 */
record DrillPlan(App app, Callbacks callbacks, @Nullable String url, String requestId) {

  /** Between the pieces of a request. */
  static final Duration PAUSE = Duration.ofSeconds(2);

  private static final String PURPOSE = "BERTH-DRILL";
  private static final Duration LONG_AGO = Duration.ofHours(30);
  private static final BigDecimal MORE = BigDecimal.valueOf(1_000);

  /**
   * One call, or several at once.
   *
   * @param times how many at once
   */
  record Round(Exercise exercise, Step step, SandboxOrder order, int times) {}

  List<Round> rounds() {
    Instant now = Instant.now();
    SandboxOrder repeated = order(now);
    SandboxOrder tampered = order(now);
    SandboxOrder earlier = order(now.minusSeconds(60));
    return List.of(
        new Round(Exercise.PLAIN, Step.AS_IT_SHOULD_BE, order(now), 1),
        new Round(Exercise.DUPLICATES, Step.AS_IT_SHOULD_BE, repeated, 1),
        new Round(Exercise.DUPLICATES, Step.REPEATED, repeated, 1),
        new Round(Exercise.DUPLICATES, Step.REPEATED_AT_ONCE, repeated, 2),
        new Round(Exercise.OUT_OF_ORDER, Step.LATER_ORDER, order(now), 1),
        new Round(Exercise.OUT_OF_ORDER, Step.EARLIER_ORDER, earlier, 1),
        new Round(Exercise.LATE, Step.PAID_LONG_AGO, order(now.minus(LONG_AGO)), 1),
        new Round(Exercise.TAMPERED, Step.WRONG_SIGNATURE, tampered, 1),
        new Round(Exercise.TAMPERED, Step.AMOUNT_CHANGED, tampered, 1),
        new Round(Exercise.TAMPERED, Step.WITHOUT_SIGNATURE, tampered, 1),
        new Round(Exercise.SLOW, Step.IN_PIECES, order(now), 1));
  }

  private static SandboxOrder order(Instant paidAt) {
    return SandboxOrder.of(PURPOSE, BigDecimal.ONE, paidAt);
  }

  /** Null where this dialect has no such thing. */
  @Nullable Message message(Round round) {
    Message genuine = message(round.order(), app);
    if (genuine == null) {
      return null;
    }
    return switch (round.step()) {
      case AS_IT_SHOULD_BE, REPEATED, REPEATED_AT_ONCE, LATER_ORDER, EARLIER_ORDER, PAID_LONG_AGO ->
          genuine;
      case WRONG_SIGNATURE, AMOUNT_CHANGED, WITHOUT_SIGNATURE -> forged(round, genuine);
      case IN_PIECES -> genuine.body().length < 2 ? null : genuine;
    };
  }

  private @Nullable Message forged(Round round, Message genuine) {
    Instant now = Instant.now();
    Message own = at(round.order(), app, now);
    Message strange = at(round.order(), Forgery.withGuessedSecrets(app), now);
    Message more = at(round.order().withAmount(MORE), app, now);
    if (own == null || strange == null || more == null) {
      return null;
    }
    Forgery forgery = new Forgery(own, strange);
    if (!forgery.isSigned()) {
      return null;
    }
    return switch (round.step()) {
      case WRONG_SIGNATURE -> forgery.wronglySigned();
      case AMOUNT_CHANGED -> forgery.withContentsOf(more);
      case WITHOUT_SIGNATURE -> forgery.unsigned();
      default -> genuine;
    };
  }

  /** Why nothing can be forged; null where something can. */
  @Nullable Advice unsigned() {
    Instant now = Instant.now();
    SandboxOrder order = order(now);
    Message own = at(order, app, now);
    Message strange = at(order, Forgery.withGuessedSecrets(app), now);
    if (own == null || strange == null || new Forgery(own, strange).isSigned()) {
      return null;
    }
    return app.credentials().secrets().isEmpty()
        ? Advice.NO_KEY_TO_SIGN_WITH
        : Advice.PROTOCOL_UNSIGNED;
  }

  private @Nullable Message message(SandboxOrder order, App sender) {
    return at(order, sender, Instant.now());
  }

  private @Nullable Message at(SandboxOrder order, App sender, Instant now) {
    return callbacks.message(order.event(sender, callbacks, url, requestId), sender, now);
  }
}
