package io.berth.pay.access;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Leaves a command early; becomes its {@link Refusal} in one place. */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  private Refused(Refusal refusal) {
    super(refusal.code().name(), null, false, false);
    this.refusal = refusal;
  }

  public static Refused because(ErrorCode code) {
    return new Refused(Refusal.of(code));
  }

  public static Refused because(ErrorCode code, String detail) {
    return new Refused(Refusal.of(code, detail));
  }

  public static Refused because(Refusal refusal) {
    return new Refused(refusal);
  }

  /** In place of a value that is not there. */
  public static <T> Mono<T> ifEmpty(ErrorCode code, String detail) {
    return Mono.error(() -> because(code, detail));
  }

  /** Carries something out; a refusal is its outcome then. */
  public static Mono<Outcome> asOutcome(Supplier<Mono<Outcome>> action) {
    return Mono.defer(action).onErrorResume(Refused.class, refused -> Mono.just(refused.refusal));
  }

  /** Whether a failure is this refusal. */
  public static boolean is(Throwable failure, ErrorCode code) {
    return failure instanceof Refused refused && refused.refusal.code() == code;
  }

  public Refusal refusal() {
    return refusal;
  }
}
