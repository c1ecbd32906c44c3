package io.berth.pay.access;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.balance.CoinReference;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.coin.Coin;
import io.berth.pay.coin.Coins;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Rules that stand before every payment ({@code protocols/dragonex.md}, Pay: needed scopes). */
@Component
public class Access {

  private final Apps apps;
  private final Coins coins;

  Access(Apps apps, Coins coins) {
    this.apps = apps;
    this.coins = coins;
  }

  /**
   * The app that calls.
   *
   * @throws Refused where it is not there or not open
   */
  public App app(Caller caller) {
    App app = caller.appId() == null ? null : apps.find(caller.appId());
    if (app == null && caller.appId() != null && caller.kind() != Caller.Kind.CONSOLE) {
      // The gateway knows it, so that this service has yet to hear of it.
      throw Refused.because(ErrorCode.TIMEOUT, caller.appId() + " is not known here yet");
    }
    return app(caller.appId());
  }

  /**
   * @throws Refused where it is not there or not open
   */
  public App app(@Nullable String appId) {
    App app = appId == null ? null : apps.find(appId);
    if (app == null) {
      throw Refused.because(unknown(apps));
    }
    ErrorCode closed = app.profile().refusal();
    if (closed != null) {
      throw Refused.because(closed);
    }
    return app;
  }

  /**
   * The app that the caller names, open or not.
   *
   * @throws Refused where it is not there
   */
  public static App existing(Apps apps, Caller caller) {
    App app = caller.appId() == null ? null : apps.find(caller.appId());
    if (app == null) {
      throw Refused.because(unknown(apps));
    }
    return app;
  }

  /** While apps are still being read, one that is not found may well exist. */
  public static ErrorCode unknown(Apps apps) {
    return apps.isComplete() ? ErrorCode.APP_UNKNOWN : ErrorCode.TIMEOUT;
  }

  /**
   * @throws Refused where the caller is not the operator's token
   */
  public static void requireOperator(Caller caller) {
    if (caller.kind() != Caller.Kind.OPERATOR) {
      throw Refused.because(ErrorCode.NO_PERMISSION, "not for " + caller.kind());
    }
  }

  /**
   * The app whose server calls; only a server moves its app's money.
   *
   * @throws Refused where it is not a server, or the app lacks the scope
   */
  public App payingServer(Caller caller, Scope scope) {
    if (caller.kind() != Caller.Kind.SERVER) {
      throw Refused.because(ErrorCode.NO_PERMISSION, "not for " + caller.kind());
    }
    App app = app(caller);
    require(app, scope);
    return app;
  }

  /**
   * @throws Refused where the app lacks the scope, or charges nobody yet
   */
  public void require(App app, Scope scope) {
    if (!app.policy().scopes().contains(scope.number())) {
      throw Refused.because(scope.missing(), app.appId() + " lacks scope " + scope.number());
    } else if (scope.isCharging() && !app.profile().launch().state().isCharging()) {
      throw Refused.because(scope.missing(), app.appId() + " charges nobody yet");
    }
  }

  /**
   * @throws Refused where the app is not open to the user
   */
  public static void admit(App app, long uid) {
    if (!app.profile().launch().admits(app.appId(), uid)) {
      throw Refused.because(ErrorCode.APP_NOT_LAUNCHED, "not open to user " + uid);
    }
  }

  /** The scope that reading balances takes. */
  public static Scope reading(AccountKind account) {
    return switch (account) {
      case COIN -> Scope.READ_COIN_BALANCES;
      case OPEN -> Scope.READ_OPEN_BALANCES;
    };
  }

  /** The scope that paying users takes. */
  public static Scope payingUsers(AccountKind account) {
    return switch (account) {
      case COIN -> Scope.APP_TO_USER;
      case OPEN -> Scope.OPEN_APP_TO_USER;
    };
  }

  /** The same, {@link Refused} unless the coin can have this amount. */
  public Mono<Coin> coin(App app, CoinReference reference, BigDecimal amount) {
    return coin(app, reference).doOnNext(coin -> Amounts.check(amount, coin));
  }

  /** A coin that the app may use for this amount; {@link Refused} otherwise. */
  public Mono<Coin> coin(App app, String code, BigDecimal amount) {
    return coin(app, code).doOnNext(coin -> Amounts.check(amount, coin));
  }

  /** A coin that the app may use; {@link Refused} otherwise. */
  public Mono<Coin> coin(App app, CoinReference reference) {
    return find(reference)
        .switchIfEmpty(Refused.ifEmpty(ErrorCode.COIN_UNKNOWN, reference.toString()))
        .doOnNext(
            coin -> {
              if (!app.policy().coins().contains(coin.code())) {
                throw Refused.because(
                    ErrorCode.COIN_NOT_ALLOWED, app.appId() + " may not use " + coin.code());
              }
            });
  }

  private Mono<Coin> find(CoinReference reference) {
    return switch (reference) {
      case CoinReference.Code(String code) -> coins.byCode(code);
      case CoinReference.Id(int id) -> coins.byId(id);
      case CoinReference.CodeAndId(String code, int id) ->
          coins
              .byCode(code)
              .doOnNext(
                  coin -> {
                    if (coin.id() != id) {
                      throw Refused.because(ErrorCode.BAD_PARAMETER, code + " is not " + id);
                    }
                  });
    };
  }

  public Mono<Coin> coin(App app, String code) {
    return coin(app, new CoinReference.Code(code));
  }
}
