package io.berth.pay.operator;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.balance.BalanceCommand.PutCoin;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.change.ChangeOutcome;
import io.berth.api.change.ChangeOutcome.FourEyes;
import io.berth.api.operator.OperatorPayCommand.SetCoin;
import io.berth.pay.coin.CoinCatalog;
import io.berth.service.audit.AuditLog;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Changes coins and prices for operators, with audit records. */
@Component
class OperatorCoins {
  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_.]{0,31}");
  private static final BigDecimal HIGHEST_PRICE = new BigDecimal("1e12");

  private final CoinCatalog coins;
  private final GuardedCoins guarded;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  OperatorCoins(
      CoinCatalog coins, GuardedCoins guarded, AuditLog audit, TransactionalOperator transaction) {
    this.coins = coins;
    this.guarded = guarded;
    this.audit = audit;
    this.transaction = transaction;
  }

  Mono<Outcome> all() {
    return coins.readDetails().map(BalanceOutcome.Coins::new);
  }

  Mono<Outcome> set(SetCoin set, Caller caller) {
    if (set.reason().isBlank()) {
      return Mono.just(Outcome.Invalid.of("reason", "missing"));
    }
    if (!CODE.matcher(set.code()).matches()) {
      return Mono.just(Outcome.Invalid.of("code", "malformed"));
    }
    BigDecimal price = set.priceUsdt();
    if (price != null
        && (price.signum() < 0
            || price.stripTrailingZeros().scale() > 18
            || price.compareTo(HIGHEST_PRICE) > 0)) {
      return Mono.just(Outcome.Invalid.of("priceUsdt", "malformed"));
    }
    return guarded
        .standing(set.id(), price, caller)
        .flatMap(standing -> set(set, standing, caller).as(transaction::transactional));
  }

  private Mono<Outcome> set(SetCoin set, Optional<FourEyes> standing, Caller caller) {
    String name = set.name();
    return coins
        .readDetails()
        .flatMap(
            all -> {
              Map<String, String> attributes = new LinkedHashMap<>();
              all.stream()
                  .filter(coin -> coin.id() == set.id())
                  .forEach(coin -> attributes.putAll(coin.attributes()));
              if (name != null && !name.isBlank()) {
                attributes.put("name", name.strip());
              }
              return guarded.put(
                  new PutCoin(set.id(), set.code(), set.decimals(), set.priceUsdt(), attributes),
                  standing,
                  set.reason(),
                  caller);
            })
        .flatMap(outcome -> written(outcome, set, caller));
  }

  private Mono<Outcome> written(Outcome outcome, SetCoin set, Caller caller) {
    boolean waits = outcome instanceof ChangeOutcome.ChangeWaiting;
    if (!waits && !(outcome instanceof Outcome.Done)) {
      return Mono.just(
          outcome instanceof Outcome.Refusal(ErrorCode code, _) && code == ErrorCode.TOO_FREQUENT
              ? outcome
              : Outcome.Invalid.of("code", "conflict"));
    }
    Map<String, String> details = new LinkedHashMap<>();
    details.put("code", set.code());
    details.put("decimals", Integer.toString(set.decimals()));
    if (set.priceUsdt() != null && !waits) {
      details.put("price_usdt", set.priceUsdt().toPlainString());
    }
    return audit
        .write(caller, "coin.set", "coin/" + set.code(), set.reason().strip(), details)
        .thenReturn(outcome);
  }
}
