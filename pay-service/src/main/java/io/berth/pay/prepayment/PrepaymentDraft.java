package io.berth.pay.prepayment;

import io.berth.dialect.api.App;
import io.berth.pay.access.Amounts;
import io.berth.pay.coin.Coin;
import io.berth.pay.identity.Party;
import io.berth.service.json.BerthJson;
import io.r2dbc.postgresql.codec.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/**
 * An order that is to wait for its payer.
 *
 * @param payer who alone may pay; null for anybody
 * @param lifetime how long it waits
 */
record PrepaymentDraft(
    App app,
    String tradeNo,
    Coin coin,
    BigDecimal amount,
    @Nullable Party payer,
    String device,
    String state,
    String redirectUrl,
    Map<String, String> attributes,
    Duration lifetime,
    String requestId) {

  /**
   * @param isNew false where another order has the number
   * @param orderId of the order that has it now
   */
  record Opened(boolean isNew, long orderId) {}

  Mono<Opened> open(DatabaseClient database) {
    GenericExecuteSpec call =
        database
            .sql(
                """
                select opened, order_id from open_order(
                  :app, :number, :coin, :amount, :cut, :uid, :open_id, :device, :state, :redirect,
                  :attributes, make_interval(secs => :seconds), :request)
                """)
            .bind("app", app.appId())
            .bind("number", tradeNo)
            .bind("coin", coin.id())
            .bind("amount", amount)
            .bind("cut", Amounts.cut(amount, app, coin))
            .bind("device", device)
            .bind("state", state)
            .bind("redirect", redirectUrl)
            .bind("attributes", Json.of(BerthJson.mapper().writeValueAsString(attributes)))
            .bind("seconds", (double) lifetime.toSeconds())
            .bind("request", requestId);
    String openId = payer == null ? null : payer.openId();
    call = payer == null ? call.bindNull("uid", Long.class) : call.bind("uid", payer.uid());
    call = openId == null ? call.bindNull("open_id", String.class) : call.bind("open_id", openId);
    return call.map(
            row ->
                new Opened(
                    Objects.requireNonNull(row.get("opened", Boolean.class)),
                    Objects.requireNonNull(row.get("order_id", Long.class))))
        .one();
  }
}
