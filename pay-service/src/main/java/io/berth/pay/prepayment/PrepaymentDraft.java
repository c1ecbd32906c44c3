package io.berth.pay.prepayment;

import io.berth.dialect.api.App;
import io.berth.pay.access.Amounts;
import io.berth.pay.coin.Coin;
import io.berth.pay.identity.Party;
import io.berth.service.json.BerthJson;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * A prepayment that is to be opened.
 *
 * @param payer the only user who may pay; null for anybody
 * @param page what the merchant's page has to get back
 * @param lifetime how long the order waits for its payer
 */
record PrepaymentDraft(
    App app,
    String tradeNo,
    Price price,
    @Nullable Party payer,
    PageState page,
    Map<String, String> attributes,
    Duration lifetime) {

  /** Price of the order. */
  record Price(Coin coin, BigDecimal amount) {}

  /**
   * State of the merchant's page.
   *
   * @param redirectUrl where the payer goes afterwards
   */
  record PageState(String device, String state, String redirectUrl) {}

  /**
   * Result of opening an order.
   *
   * @param isNew false where another order has the number
   * @param orderId of the order that has it now
   */
  record Opened(boolean isNew, long orderId) {}

  Mono<Opened> open(DatabaseClient database, String requestId) {
    return database
        .sql(
            """
            select opened as is_new, order_id from open_order(
              :app, :number, :coin, :amount, :fee, :uid, :open_id, :device, :state, :redirect,
              :attributes, make_interval(secs => :seconds), :request)
            """)
        .bind("app", app.appId())
        .bind("number", tradeNo)
        .bind("coin", price.coin.id())
        .bind("amount", price.amount)
        .bind("fee", Amounts.fee(price.amount, app, price.coin))
        .bind("uid", Parameters.in(R2dbcType.BIGINT, payer == null ? null : payer.uid()))
        .bind("open_id", Parameters.in(R2dbcType.VARCHAR, payer == null ? null : payer.openId()))
        .bind("device", page.device)
        .bind("state", page.state)
        .bind("redirect", page.redirectUrl)
        .bind("attributes", Json.of(BerthJson.mapper().writeValueAsString(attributes)))
        .bind("seconds", (double) lifetime.toSeconds())
        .bind("request", requestId)
        .mapProperties(Opened.class)
        .one();
  }
}
