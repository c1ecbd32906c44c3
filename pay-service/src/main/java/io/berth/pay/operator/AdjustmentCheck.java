package io.berth.pay.operator;

import io.berth.api.Caller;
import io.berth.api.Outcome.Invalid;
import io.berth.api.launch.LaunchState;
import io.berth.api.operator.OperatorPayCommand.RequestAdjustment;
import io.berth.api.operator.OperatorPayCommand.Side;
import io.berth.api.user.UserCommand.ReadPeople;
import io.berth.api.user.UserOutcome;
import io.berth.dialect.api.Apps;
import io.berth.pay.access.Amounts;
import io.berth.pay.appaccount.AppAccounts;
import io.berth.pay.appaccount.FormerAccounts;
import io.berth.pay.coin.Coins;
import io.berth.pay.did.DidService;
import io.berth.service.audit.Reasons;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Checks requests for adjustments. */
@Component
class AdjustmentCheck {
  private static final int LONGEST_KEY = 64;

  private final Coins coins;
  private final FormerAccounts formerAccounts;
  private final AppAccounts appAccounts;
  private final Apps apps;
  private final DidService did;

  AdjustmentCheck(
      Coins coins,
      FormerAccounts formerAccounts,
      AppAccounts appAccounts,
      Apps apps,
      DidService did) {
    this.coins = coins;
    this.formerAccounts = formerAccounts;
    this.appAccounts = appAccounts;
    this.apps = apps;
    this.did = did;
  }

  /** The problem of a request; empty where it has none. */
  Mono<Invalid> problem(RequestAdjustment request, Caller caller) {
    if (!Reasons.isGiven(request.reason())) {
      return Mono.just(Invalid.of("reason", "missing"));
    }
    if (request.key().isBlank() || request.key().length() > LONGEST_KEY) {
      return Mono.just(Invalid.of("key", "missing"));
    }
    return coins
        .byCode(request.coin())
        .map(
            coin ->
                Amounts.fits(request.amount(), coin)
                    ? Optional.<Invalid>empty()
                    : Optional.of(Invalid.of("amount", "malformed")))
        .defaultIfEmpty(Optional.of(Invalid.of("coin", "unknown")))
        .flatMap(
            problem -> problem.map(Mono::just).orElseGet(() -> accountProblem(request, caller)));
  }

  private Mono<Invalid> accountProblem(RequestAdjustment request, Caller caller) {
    return exists(request.side(), request.uid(), caller)
        .flatMap(
            exists -> {
              if (!exists) {
                return Mono.just(Invalid.of("uid", "unknown"));
              }
              return switch (request.side()) {
                case ASSIGN -> suspenseProblem(request.uid());
                case CREDIT -> closedProblem(request.uid());
                case DEBIT, FUND, DRAW -> Mono.empty();
              };
            });
  }

  /** An app was closed because no money was left in its account; none comes in again. */
  private Mono<Invalid> closedProblem(long uid) {
    return appAccounts
        .owner(uid)
        .mapNotNull(apps::find)
        .filter(app -> app.profile().launch().state() == LaunchState.CLOSED)
        .map(app -> Invalid.of("uid", "closed-app", app.appId()));
  }

  /** Money in suspense is assigned only to those who may own it. */
  private Mono<Invalid> suspenseProblem(long uid) {
    return formerAccounts
        .suspenseFor(uid)
        .hasElement()
        .flatMap(may -> may ? Mono.empty() : Mono.just(Invalid.of("uid", "no-suspense")));
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

  /** Whether a side moves money of accounts that have no owner. */
  static boolean isOfPlatform(Side side) {
    return switch (side) {
      case FUND, DRAW -> true;
      case CREDIT, DEBIT, ASSIGN -> false;
    };
  }
}
