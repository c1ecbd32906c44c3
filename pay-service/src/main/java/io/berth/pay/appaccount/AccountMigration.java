package io.berth.pay.appaccount;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.app.AccountMoveCommand.FinishAccountMoves;
import io.berth.api.app.AccountMoveCommand.ReadAccountMoves;
import io.berth.api.app.AccountMoveOutcome.AccountMove;
import io.berth.api.app.AccountMoveOutcome.AccountMoves;
import io.berth.pay.access.Refused;
import io.berth.pay.did.DidService;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.PostingOutcome;
import io.berth.service.trace.RequestId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Moves the money of apps out of people's accounts, once in a platform's life. did-service says
 * whose; what goes where is planned in the database, and then posted move by move. Every step can
 * be repeated, so it begins again from the start wherever a crash has ended it.
 */
@Component
class AccountMigration implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(AccountMigration.class);
  private static final Duration MAX_WAIT = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final String MOVE = "account:move";

  private final DatabaseClient database;
  private final MovePlans plans;
  private final Ledger ledger;
  private final DidService did;
  private final MeterRegistry meters;
  private final Sinks.Empty<Void> finished = Sinks.empty();
  private volatile boolean done;
  private @Nullable Disposable running;

  AccountMigration(
      DatabaseClient database,
      MovePlans plans,
      Ledger ledger,
      DidService did,
      MeterRegistry meters) {
    this.database = database;
    this.plans = plans;
    this.ledger = ledger;
    this.did = did;
    this.meters = meters;
  }

  /** Completes when nothing is left to be moved; {@link Refused} where that takes long. */
  Mono<Void> finished() {
    return done
        ? Mono.empty()
        : finished
            .asMono()
            .timeout(
                MAX_WAIT,
                Mono.error(
                    () ->
                        Refused.because(
                            ErrorCode.TOO_FREQUENT, "money is being moved to the apps' accounts")));
  }

  /** From now on the account is the app's, and posting guards it. */
  static Mono<Void> mark(DatabaseClient database, long uid, String appId) {
    return database
        .sql("select mark_app_account(:uid, :app)")
        .bind("uid", uid)
        .bind("app", appId)
        .then();
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running =
          Mono.defer(this::run)
              .retryWhen(
                  Retry.backoff(Long.MAX_VALUE, PAUSE)
                      .maxBackoff(LONGEST_PAUSE)
                      .doBeforeRetry(
                          retry ->
                              log.warn(
                                  "moving money to the apps' accounts has to wait: {}",
                                  retry.failure().toString())))
              .subscribe();
    }
  }

  Mono<Void> run() {
    return plans
        .isFinished()
        .flatMap(is -> is ? Mono.<Void>empty() : move().then(plans.finish()))
        .doOnSuccess(
            _ -> {
              done = true;
              finished.tryEmitEmpty();
            });
  }

  private Mono<Void> move() {
    return page("")
        .expand(page -> page.more() ? page(page.moves().getLast().appId()) : Mono.empty())
        .flatMapIterable(AccountMoves::moves)
        .collectList()
        .flatMap(
            moves ->
                Flux.fromIterable(byFormer(moves))
                    .concatMap(plans::plan)
                    .thenMany(Flux.fromIterable(moves))
                    .concatMap(move -> mark(database, move.uid(), move.appId()))
                    .then(post())
                    .then(moves.isEmpty() ? Mono.empty() : reportMoves(moves)));
  }

  private Mono<AccountMoves> page(String after) {
    return did.demand(AccountMoves.class, new ReadAccountMoves(after), MOVE, RequestId.fresh());
  }

  private static Collection<List<AccountMove>> byFormer(List<AccountMove> moves) {
    return moves.stream()
        .collect(
            Collectors.groupingBy(AccountMove::formerUid, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  /** did-service lets people pay again from what is theirs. */
  private Mono<Void> reportMoves(List<AccountMove> moves) {
    return did.demand(
            Outcome.Done.class,
            new FinishAccountMoves(moves.stream().map(AccountMove::appId).toList()),
            MOVE,
            RequestId.fresh())
        .doOnNext(_ -> log.info("the money of {} apps is in accounts of their own", moves.size()))
        .then();
  }

  private Mono<Void> post() {
    return plans.planned().concatMap(this::post, 1).then();
  }

  private Mono<Void> post(MovePlans.Move move) {
    return ledger
        .post(move.transaction(RequestId.fresh()))
        .flatMap(
            outcome ->
                switch (outcome) {
                  case PostingOutcome.Posted(long transferId, _) -> posted(move, transferId);
                  case PostingOutcome.Exists(long transferId) -> posted(move, transferId);
                  case PostingOutcome.TooLittle _, PostingOutcome.Frozen _ ->
                      refused(move, outcome);
                  case PostingOutcome.Overloaded _,
                      PostingOutcome.NotAllowed _,
                      PostingOutcome.OverLimit _,
                      PostingOutcome.OverCap _,
                      PostingOutcome.WrongState _ ->
                      Mono.error(new IllegalStateException(move.reference() + ": " + outcome));
                });
  }

  private Mono<Void> posted(MovePlans.Move move, long transferId) {
    count("posted");
    return plans.posted(move.reference(), transferId);
  }

  /** The balance fell after the plan was made: the others must not wait for this account. */
  private Mono<Void> refused(MovePlans.Move move, PostingOutcome outcome) {
    log.error("{} was not moved: {}", move.reference(), outcome);
    count("refused");
    return plans.refused(move.reference());
  }

  private void count(String outcome) {
    meters.counter("berth.account.moves", "outcome", outcome).increment();
  }

  @Override
  public synchronized void stop() {
    Disposable current = running;
    if (current != null) {
      current.dispose();
      running = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running != null;
  }

  /** Requests wait for it: it goes on until they have ended. */
  @Override
  public int getPhase() {
    return 0;
  }
}
