package io.berth.pay.operator;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.launch.ClosingCommand.CloseEmptyApp;
import io.berth.api.operator.OperatorPayCommand.CloseApp;
import io.berth.api.operator.OperatorPayOutcome.KindBalance;
import io.berth.api.operator.OperatorPayOutcome.UserBalances;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.deposit.Deposits;
import io.berth.pay.did.DidService;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Closes apps for operators once no money is left in their accounts and no deposit is held. Where
 * it goes is decided before, by a debit and a credit, which take four eyes.
 */
@Component
class AppClosing {
  private static final String CLOSE = "app:close";

  private final Apps apps;
  private final LedgerViews views;
  private final Deposits deposits;
  private final DidService did;

  AppClosing(Apps apps, LedgerViews views, Deposits deposits, DidService did) {
    this.apps = apps;
    this.views = views;
    this.deposits = deposits;
    this.did = did;
  }

  Mono<Outcome> close(CloseApp close, Caller caller) {
    App app = apps.find(close.app());
    if (app == null) {
      return Mono.just(Invalid.of("app", "unknown"));
    } else if (app.profile().launch().state().isOpen()) {
      return Mono.just(Invalid.of("state", "not-allowed"));
    }
    CloseEmptyApp empty =
        new CloseEmptyApp(
            app.appId(), Objects.requireNonNull(caller.uid()), caller.address(), close.reason());
    return left(app).switchIfEmpty(Mono.defer(() -> did.ask(empty, CLOSE, caller.requestId())));
  }

  /** Empty where nothing is left. */
  private Mono<Outcome> left(App app) {
    Mono<Outcome> deposit =
        deposits
            .held(app)
            .filter(held -> !held.isEmpty())
            .map(held -> Invalid.of("app", "has-deposit", left(held)));
    Mono<Outcome> money =
        views
            .balances(app.accounts().adminUid())
            .cast(UserBalances.class)
            .map(AppClosing::left)
            .filter(left -> !left.isEmpty())
            .map(left -> Invalid.of("app", "has-money", left));
    return deposit.switchIfEmpty(money);
  }

  private static String left(Map<String, BigDecimal> held) {
    return held.entrySet().stream()
        .map(each -> each.getValue().toPlainString() + ' ' + each.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String left(UserBalances balances) {
    return balances.balances().stream()
        .map(KindBalance::balance)
        .filter(balance -> balance.total().signum() != 0)
        .map(balance -> balance.total().toPlainString() + ' ' + balance.coin())
        .collect(Collectors.joining(", "));
  }
}
