package io.berth.pay.checkout;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Realm;
import io.berth.api.Subject;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.page.GameFlow;
import io.berth.dialect.page.GameFlow.Purchase;
import io.berth.dialect.parameter.Parsed;
import io.berth.pay.access.Access;
import io.berth.pay.access.Amounts;
import io.berth.pay.access.Refused;
import io.berth.pay.checkout.WronglySignedBills.Bill;
import io.berth.pay.coin.Coin;
import io.berth.pay.coin.Coins;
import io.berth.pay.identity.Parties;
import io.berth.pay.identity.Party;
import io.berth.service.caller.Callers;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Reads orders that a game's page sends. Nothing of it is trusted but the player's session. */
@Component
class GameOrders {

  /** In front of what the game said, so that it cannot pass for what the page says. */
  private static final String GIVEN = "game.";

  private final Apps apps;
  private final Dialects dialects;
  private final Parties parties;
  private final Coins coins;
  private final WronglySignedBills wronglySigned;
  private final Clock clock;

  GameOrders(
      Apps apps,
      Dialects dialects,
      Parties parties,
      Coins coins,
      WronglySignedBills wronglySigned,
      Clock clock) {
    this.apps = apps;
    this.dialects = dialects;
    this.parties = parties;
    this.coins = coins;
    this.wronglySigned = wronglySigned;
    this.clock = clock;
  }

  /**
   * {@link Refused} for whatever cannot be paid.
   *
   * @param number an order number of ours
   */
  Mono<GameOrder> read(ServerRequest request, MultiValueMap<String, String> form, String number) {
    return Mono.defer(
        () -> {
          Caller caller = Callers.of(request);
          Long uid = caller.uid();
          String sessionId = caller.sessionId();
          if (caller.kind() != Caller.Kind.PAGE || uid == null || sessionId == null) {
            throw Refused.because(ErrorCode.SESSION_UNKNOWN);
          }
          App app = app(form.getFirst("app_id"), caller.realm());
          Access.admit(app, uid);
          if (uid == app.accounts().adminUid()) {
            throw Refused.because(ErrorCode.PAYER_IS_PAYEE);
          }
          return parties
              .find(app, new Subject.Uid(uid), caller)
              .map(player -> new Player(request, caller, sessionId, app, player))
              .flatMap(player -> read(player, form, number));
        });
  }

  private App app(@Nullable String publicId, Realm realm) {
    App app = publicId == null ? null : apps.in(realm).find(publicId);
    if (app == null) {
      throw Refused.because(Access.unknown(apps));
    }
    ErrorCode closed = app.profile().refusal();
    if (closed != null) {
      throw Refused.because(closed);
    } else if (!app.profile().launch().state().isCharging()) {
      throw Refused.because(ErrorCode.APP_MAY_NOT_PAY, "charges nobody yet");
    }
    return app;
  }

  /** The player in front of the page. */
  private record Player(
      ServerRequest request, Caller caller, String sessionId, App app, Party party) {

    GameOrder order(Coin coin, Purchase purchase) {
      return new GameOrder(request, caller, sessionId, app, party, coin, purchase);
    }
  }

  private Mono<GameOrder> read(Player player, MultiValueMap<String, String> form, String number) {
    Purchase purchase = purchase(player, given(form), number);
    return coins
        .byCode(purchase.coin())
        .switchIfEmpty(Refused.ifEmpty(ErrorCode.COIN_UNKNOWN, purchase.coin()))
        .doOnNext(coin -> Amounts.check(purchase.amount(), coin))
        .map(coin -> player.order(coin, purchase));
  }

  private Purchase purchase(Player player, Map<String, String> given, String number) {
    App app = player.app();
    Dialect dialect = dialects.byId(app.dialect());
    GameFlow game = dialect == null ? null : dialect.pages().game();
    String openId = player.party().openId();
    if (game == null || openId == null) {
      throw Refused.because(ErrorCode.APP_MAY_NOT_PAY, "no game, or never entered");
    }
    return switch (game.purchase(app, openId, given, number, clock.instant())) {
      case Parsed.Unreadable<Purchase>(var refusal) -> {
        wronglySigned.report(game, new Bill(app, openId, given, player.caller()), refusal);
        throw Refused.because(refusal);
      }
      case Parsed.Read<Purchase>(Purchase purchase) -> purchase;
    };
  }

  private static Map<String, String> given(MultiValueMap<String, String> form) {
    Map<String, String> given = new HashMap<>();
    form.forEach(
        (name, values) -> {
          if (name.startsWith(GIVEN)) {
            given.put(
                name.substring(GIVEN.length()), Objects.requireNonNullElse(values.getFirst(), ""));
          }
        });
    return given;
  }
}
