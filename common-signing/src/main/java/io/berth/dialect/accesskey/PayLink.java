package io.berth.dialect.accesskey;

import io.berth.api.order.PaymentCommand.Prepay;
import io.berth.api.order.PaymentOutcome.Prepaid;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.http.RedirectUrl;
import io.berth.dialect.http.WireQuery;
import io.berth.dialect.parameter.PlainAmount;
import org.jspecify.annotations.Nullable;

/** Writes and reads the link to a pay page. */
public final class PayLink {
  public static final String PATH = "/oauth/payment";

  private PayLink() {}

  /**
   * The link for a prepayment. The page trusts {@code code} alone; the rest is for people to read.
   *
   * @param amountName parameter of the amount
   */
  public static String url(Prepaid prepaid, JsonData.Context context, String amountName) {
    Prepay prepay = (Prepay) context.command();
    return RedirectUrl.of(context.platformUrls().publicOrigin() + PATH)
        .with("app_id", context.app().publicId())
        .with("trade_no", prepay.tradeNo())
        .with("coin_code", prepay.coin())
        .with(amountName, PlainAmount.of(prepay.amount()))
        .with("scene", prepay.attributes().getOrDefault("scene", ""))
        .with("desc", prepay.attributes().getOrDefault("desc", ""))
        .with("device", prepay.device())
        .with("state", prepay.state())
        .with("code", prepaid.payCode())
        .with("expire_time", prepaid.expiresAt().getEpochSecond())
        .with("redirect_url", prepay.redirectUrl())
        .toString();
  }

  /** The pay code in a raw query; null where there is none, or more than one. */
  public static @Nullable String code(String rawQuery) {
    String code = null;
    for (WireQuery.Pair pair : WireQuery.pairs(rawQuery)) {
      if (pair.name().equals("code")) {
        if (code != null) {
          return null;
        }
        code = WireQuery.decode(pair.rawValue());
      }
    }
    return code == null || code.isEmpty() ? null : code;
  }
}
