package io.berth.pay.checkout;

import io.berth.api.Caller;
import io.berth.dialect.api.App;
import io.berth.dialect.page.GameFlow.Purchase;
import io.berth.pay.coin.Coin;
import io.berth.pay.identity.Party;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Checked request of a game to charge the player in front of its page. */
record GameOrder(
    ServerRequest request,
    Caller caller,
    String sessionId,
    App app,
    Party player,
    Coin coin,
    Purchase purchase) {}
