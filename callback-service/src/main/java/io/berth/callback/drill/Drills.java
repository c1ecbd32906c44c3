package io.berth.callback.drill;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.delivery.CallProblem;
import io.berth.api.delivery.CallResult;
import io.berth.api.delivery.DrillCommand.ReadDrill;
import io.berth.api.delivery.DrillCommand.StartDrill;
import io.berth.api.delivery.DrillOutcome.Call;
import io.berth.api.delivery.DrillOutcome.DrillFound;
import io.berth.api.delivery.DrillOutcome.Exercise;
import io.berth.api.delivery.DrillOutcome.NoDrill;
import io.berth.api.delivery.DrillOutcome.Receiver;
import io.berth.callback.app.CallerApp;
import io.berth.callback.drill.DrillPlan.Round;
import io.berth.callback.drill.DrillRows.Drill;
import io.berth.callback.inquiry.CallbackOverviews;
import io.berth.dialect.api.App;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.callback.Callbacks.Message;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs drills in the background, a few at once, each call recorded when it has come back. */
@Component
class Drills implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Drills.class);
  private static final int AT_ONCE = 8;

  private final DrillRows rows;
  private final SandboxCalls calls;
  private final CallbackOverviews overviews;
  private final Semaphore room = new Semaphore(AT_ONCE);
  private final Disposable.Composite running = Disposables.composite();

  Drills(DrillRows rows, SandboxCalls calls, CallbackOverviews overviews) {
    this.rows = rows;
    this.calls = calls;
    this.overviews = overviews;
  }

  @Override
  public void destroy() {
    running.dispose();
  }

  Mono<Outcome> start(StartDrill command, CallerApp caller) {
    App app = caller.app();
    Callbacks callbacks = caller.callbacks();
    String url = command.url();
    Invalid problem = Target.problem(app, callbacks, url);
    if (problem != null) {
      return Mono.just(problem);
    }
    DrillPlan plan = new DrillPlan(app, callbacks, url, caller.requestId());
    if (plan.message(plan.rounds().getFirst()) == null) {
      return Mono.just(Invalid.of("callbackUrl", "unmakeable"));
    }
    return rows.start(app.appId(), callbacks.targetAttribute() == null ? null : url)
        .flatMap(
            id -> {
              if (!room.tryAcquire()) {
                return rows.finish(id).thenReturn(Refusal.of(ErrorCode.TOO_FREQUENT));
              }
              run(id, plan);
              return read(app, callbacks, id);
            })
        .defaultIfEmpty(Refusal.of(ErrorCode.TOO_FREQUENT));
  }

  private void run(long id, DrillPlan plan) {
    AtomicInteger number = new AtomicInteger();
    Disposable work =
        Flux.fromIterable(plan.rounds())
            .concatMap(round -> round(id, plan, round, number), 1)
            // Nobody there: the rest would tell nothing more.
            .takeUntil(call -> call.exercise() == Exercise.PLAIN && unanswered(call))
            .then(Mono.defer(() -> rows.finish(id)))
            .timeout(DrillRows.LONGEST)
            .doFinally(_ -> room.release())
            .subscribe(
                _ -> {},
                failure -> log.warn("drill {} is interrupted: {}", id, failure.toString()),
                () -> log.info("drill {} of {} is over", id, plan.app().appId()));
    running.add(work);
  }

  private static boolean unanswered(Call call) {
    return call.result().httpStatus() == 0;
  }

  private Flux<Call> round(long id, DrillPlan plan, Round round, AtomicInteger number) {
    Message message = plan.message(round);
    if (message == null) {
      return Flux.empty();
    }
    return Flux.range(0, round.times())
        .flatMap(_ -> call(plan, round, message, number.incrementAndGet()), round.times())
        .concatMap(call -> rows.add(id, call).thenReturn(call));
  }

  private Mono<Call> call(DrillPlan plan, Round round, Message message, int number) {
    Instant at = Instant.now();
    return send(plan, round, message)
        .defaultIfEmpty(
            new CallResult(0, 0, false, CallProblem.OTHER, "too many calls at once", ""))
        .map(
            result ->
                new Call(
                    number,
                    round.exercise(),
                    round.step(),
                    round.order().tradeNo(),
                    at,
                    SandboxCalls.shown(message),
                    result));
  }

  private Mono<CallResult> send(DrillPlan plan, Round round, Message message) {
    return switch (round.step()) {
      case IN_PIECES ->
          calls.sendInPieces(
              plan.app(), plan.callbacks(), message, DrillPlan.PAUSE, plan.requestId());
      default -> calls.send(plan.app(), plan.callbacks(), message, plan.requestId());
    };
  }

  Mono<Outcome> read(ReadDrill command, CallerApp caller) {
    return read(caller.app(), caller.callbacks(), command.id());
  }

  private Mono<Outcome> read(App app, Callbacks callbacks, @Nullable Long id) {
    return rows.find(app.appId(), id)
        .flatMap(drill -> found(app, callbacks, drill))
        .switchIfEmpty(Mono.defer(() -> receiver(app, callbacks, null).map(to -> new NoDrill(to))));
  }

  private Mono<Outcome> found(App app, Callbacks callbacks, Drill drill) {
    boolean over =
        drill.finishedAt() != null
            || drill.startedAt().plus(DrillRows.LONGEST).isBefore(Instant.now());
    DrillPlan plan = new DrillPlan(app, callbacks, drill.url(), "");
    return Mono.zip(
            rows.calls(drill.id()),
            rows.earlier(app.appId(), drill.id()),
            receiver(app, callbacks, drill.url()))
        .map(
            all ->
                new DrillFound(
                    drill.id(),
                    drill.startedAt(),
                    drill.finishedAt(),
                    drill.interrupted() || (over && drill.finishedAt() == null),
                    all.getT3(),
                    new Grading(all.getT1(), over, plan.unsigned()).all(),
                    all.getT2()));
  }

  private Mono<Receiver> receiver(App app, Callbacks callbacks, @Nullable String given) {
    boolean perOrder = callbacks.targetAttribute() != null;
    if (!perOrder || given != null) {
      String url = perOrder ? given : app.links().callbackUrl();
      return Mono.just(new Receiver(url, perOrder, callbacks.acknowledgement()));
    }
    return overviews
        .latestTarget(app.appId(), callbacks)
        .map(latest -> new Receiver(latest.orElse(null), true, callbacks.acknowledgement()));
  }
}
