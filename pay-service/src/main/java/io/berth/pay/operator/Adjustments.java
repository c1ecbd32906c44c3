package io.berth.pay.operator;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.change.ChangeOutcome.FourEyes;
import io.berth.api.operator.OperatorPayCommand.DecideAdjustment;
import io.berth.api.operator.OperatorPayCommand.ReadAdjustments;
import io.berth.api.operator.OperatorPayCommand.RequestAdjustment;
import io.berth.api.operator.OperatorPayCommand.Side;
import io.berth.api.operator.OperatorPayOutcome;
import io.berth.api.operator.OperatorPayOutcome.Adjustment;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentState;
import io.berth.api.user.UserCommand.ReadPeople;
import io.berth.api.user.UserOutcome;
import io.berth.pay.access.Amounts;
import io.berth.pay.access.Refused;
import io.berth.pay.appaccount.FormerAccounts;
import io.berth.pay.coin.Coin;
import io.berth.pay.coin.CoinPrices;
import io.berth.pay.coin.Coins;
import io.berth.pay.did.DidService;
import io.berth.service.audit.AuditLog;
import io.berth.service.change.Operators;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Credits and debits: asked for by one operator and, above a limit, approved by another. */
@Component
class Adjustments {
  private static final int PAGE = 50;
  private static final int LONGEST_REASON = 500;

  private final AdjustmentRows rows;
  private final AdjustmentPosting posting;
  private final AdjustmentProperties properties;
  private final FormerAccounts formerAccounts;
  private final Coins coins;
  private final CoinPrices prices;
  private final Operators operators;
  private final DidService did;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  Adjustments(
      AdjustmentRows rows,
      AdjustmentPosting posting,
      AdjustmentProperties properties,
      FormerAccounts formerAccounts,
      Coins coins,
      CoinPrices prices,
      Operators operators,
      DidService did,
      AuditLog audit,
      TransactionalOperator transaction) {
    this.rows = rows;
    this.posting = posting;
    this.properties = properties;
    this.formerAccounts = formerAccounts;
    this.coins = coins;
    this.prices = prices;
    this.operators = operators;
    this.did = did;
    this.audit = audit;
    this.transaction = transaction;
  }

  Mono<Outcome> read(ReadAdjustments read) {
    return rows.before(read.before(), read.waiting(), PAGE + 1)
        .collectList()
        .map(
            found ->
                new OperatorPayOutcome.Adjustments(
                    found.subList(0, Math.min(PAGE, found.size())), found.size() > PAGE));
  }

  Mono<Outcome> request(RequestAdjustment request, Caller caller) {
    if (request.reason().isBlank() || isTooLong(request.reason())) {
      return Mono.just(Outcome.Invalid.of("reason", "missing"));
    }
    if (request.key().isBlank() || request.key().length() > 64) {
      return Mono.just(Outcome.Invalid.of("key", "missing"));
    }
    return coins
        .byCode(request.coin())
        .flatMap(
            coin ->
                isAmount(request.amount(), coin)
                    ? exists(request.side(), request.uid(), caller)
                        .flatMap(
                            exists ->
                                exists
                                    ? storeConcerned(request, coin, caller)
                                    : Mono.just(Outcome.Invalid.of("uid", "unknown")))
                    : Mono.just(Outcome.Invalid.of("amount", "malformed")))
        .switchIfEmpty(Mono.just(Outcome.Invalid.of("coin", "unknown")));
  }

  private static boolean isAmount(BigDecimal amount, Coin coin) {
    try {
      Amounts.check(amount, coin);
      return true;
    } catch (Refused notOne) {
      return false;
    }
  }

  /** Of accounts that belong to nobody. */
  private static boolean isOfPlatform(Side side) {
    return switch (side) {
      case FUND, DRAW -> true;
      case CREDIT, DEBIT, ASSIGN -> false;
    };
  }

  private Mono<Boolean> exists(Side side, long uid, Caller caller) {
    if (isOfPlatform(side)) {
      return Mono.just(uid == 0);
    }
    return did.demand(
            UserOutcome.People.class,
            new ReadPeople(List.of(uid)),
            DidService.RESOLVE_IDENTITY,
            caller.requestId())
        .map(people -> !people.people().isEmpty());
  }

  /** What is in suspense goes to nobody but those whose it may be. */
  private Mono<Outcome> storeConcerned(RequestAdjustment request, Coin coin, Caller caller) {
    return request.side() == Side.ASSIGN
        ? formerAccounts
            .suspenseFor(request.uid())
            .flatMap(_ -> store(request, coin, caller))
            .switchIfEmpty(Mono.just(Outcome.Invalid.of("uid", "no-suspense")))
        : store(request, coin, caller);
  }

  private Mono<Outcome> store(RequestAdjustment request, Coin coin, Caller caller) {
    long requester = Objects.requireNonNull(caller.uid());
    return operators
        .ask(requester, isOfPlatform(request.side()) ? null : request.uid(), caller.requestId())
        .flatMap(
            standing ->
                rows.lockRequester(requester)
                    .then(
                        rows.byKey(request.key())
                            .map(same -> repeated(same, request))
                            .switchIfEmpty(
                                Mono.defer(
                                    () -> storeNew(request, coin, standing, requester, caller))))
                    .as(transaction::transactional))
        .flatMap(outcome -> postIfApproved(outcome, caller));
  }

  /** The same form sent twice is one request; another one under the same key is a mistake. */
  private static Outcome repeated(Adjustment same, RequestAdjustment request) {
    boolean equal =
        same.side() == request.side()
            && same.uid() == request.uid()
            && same.account() == request.account()
            && same.coin().equals(request.coin())
            && same.amount().compareTo(request.amount()) == 0;
    return equal
        ? new OperatorPayOutcome.AdjustmentFound(same)
        : Outcome.Invalid.of("key", "taken");
  }

  private Mono<Outcome> storeNew(
      RequestAdjustment request, Coin coin, FourEyes standing, long requester, Caller caller) {
    boolean second =
        switch (request.side()) {
          case CREDIT -> standing.tied();
          case DEBIT, FUND, DRAW -> false;
          // Whose it is, is a judgement, however little it is worth.
          case ASSIGN -> true;
        };
    return prices
        .highestOfAWeek(coin.id())
        .map(price -> request.amount().multiply(price))
        .singleOptional()
        .flatMap(
            value ->
                rows.movedAlone(requester)
                    .map(moved -> second || needsApproval(value.orElse(null), moved))
                    .flatMap(
                        waits ->
                            rows.insert(
                                request,
                                coin.id(),
                                value.orElse(null),
                                waits ? AdjustmentState.WAITING : AdjustmentState.APPROVED,
                                waits && standing.alone() ? standing.waitSeconds() : null,
                                requester)))
        .flatMap(id -> rows.find(id))
        .flatMap(
            made ->
                audit
                    .write(
                        caller,
                        "adjustment.request",
                        "adjustment/" + made.id(),
                        made.reason(),
                        Map.of(
                            "side", made.side().name(),
                            "uid", Long.toString(made.uid()),
                            "account", made.account().name(),
                            "coin", made.coin(),
                            "amount", made.amount().toPlainString(),
                            "state", made.state().name()))
                    .thenReturn(new OperatorPayOutcome.AdjustmentFound(made)));
  }

  private boolean needsApproval(@Nullable BigDecimal value, BigDecimal movedAlone) {
    return value == null || movedAlone.add(value).compareTo(properties.approvalAboveUsdt()) > 0;
  }

  private Mono<Outcome> postIfApproved(Outcome outcome, Caller caller) {
    return outcome instanceof OperatorPayOutcome.AdjustmentFound(Adjustment made)
            && made.state() == AdjustmentState.APPROVED
        ? posting.post(made.id(), caller.requestId()).then(found(made.id()))
        : Mono.just(outcome);
  }

  private Mono<Outcome> found(long id) {
    return rows.find(id).map(OperatorPayOutcome.AdjustmentFound::new);
  }

  Mono<Outcome> decide(DecideAdjustment decide, Caller caller) {
    long decider = Objects.requireNonNull(caller.uid());
    String reason = decide.reason().strip();
    if (isTooLong(reason) || (!decide.approved() && reason.isEmpty())) {
      return Mono.just(Outcome.Invalid.of("reason", "missing"));
    }
    return rows.find(decide.id())
        .flatMap(
            found ->
                mayDecide(found, decide, decider, caller)
                    .flatMap(
                        may ->
                            may
                                ? decide(found, decide.approved(), decider, reason, caller)
                                : Mono.just(Outcome.Invalid.of("id", "too-new"))))
        .defaultIfEmpty(Outcome.Invalid.of("id", "unknown"));
  }

  /** Of those who are no party to it only approving takes an operator of some standing. */
  private Mono<Boolean> mayDecide(
      Adjustment found, DecideAdjustment decide, long decider, Caller caller) {
    return !decide.approved() || found.requestedBy() == decider
        ? Mono.just(true)
        : operators.mayConfirm(
            decider, found.requestedBy(), found.requestedAt(), caller.requestId());
  }

  private Mono<Outcome> decide(
      Adjustment found, boolean approved, long decider, String reason, Caller caller) {
    boolean own = found.requestedBy() == decider;
    AdjustmentState state =
        approved
            ? AdjustmentState.APPROVED
            : own ? AdjustmentState.WITHDRAWN : AdjustmentState.REJECTED;
    String action =
        approved ? "adjustment.approve" : own ? "adjustment.withdraw" : "adjustment.reject";
    Function<Boolean, Mono<Outcome>> written =
        decided ->
            decided
                ? audit
                    .write(caller, action, "adjustment/" + found.id(), reason, Map.of())
                    .then(found(found.id()))
                : Mono.just(
                    Outcome.Invalid.of(
                        "id",
                        approved && own && found.state() == AdjustmentState.WAITING
                            ? "own"
                            : "decided"));
    return rows.decide(found.id(), state, decider, reason)
        .flatMap(written)
        .as(transaction::transactional)
        .flatMap(outcome -> postIfApproved(outcome, caller));
  }

  private static boolean isTooLong(String reason) {
    return reason.codePointCount(0, reason.length()) > LONGEST_REASON;
  }
}
