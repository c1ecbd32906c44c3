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
import io.berth.pay.did.DidService;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Closes apps for operators once no money is left in their accounts. Where it goes is decided
 * before, by a debit and a credit, which take four eyes.
 */
@Component
class AppClosing {
  private static final String CLOSE = "app:close";

  private final Apps apps;
  private final LedgerViews views;
  private final DidService did;

  AppClosing(Apps apps, LedgerViews views, DidService did) {
    this.apps = apps;
    this.views = views;
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
    return views
        .balances(app.accounts().adminUid())
        .cast(UserBalances.class)
        .map(AppClosing::left)
        .flatMap(
            left ->
                left.isEmpty()
                    ? did.ask(empty, CLOSE, caller.requestId())
                    : Mono.just(Invalid.of("app", "has-money", left)));
  }

  private static String left(UserBalances balances) {
    return balances.balances().stream()
        .map(KindBalance::balance)
        .filter(balance -> balance.total().signum() != 0)
        .map(balance -> balance.total().toPlainString() + ' ' + balance.coin())
        .collect(Collectors.joining(", "));
  }
}
