package io.berth.demo.merchant;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Requests of a shop's server to the platform, under the names of one of the AccessKey protocols.
 */
public interface MerchantApi {

  /** An order as either protocol shows it; a callback has the same fields. */
  record Order(
      String tradeNo,
      String openId,
      String coin,
      String amount,
      String cut,
      int direction,
      int status) {

    public static final int PAID = 1;
  }

  /** Player who alone may pay a prepared order. */
  record Buyer(String openId, long uid) {

    /** Whoever comes. */
    public static final Buyer ANYBODY = new Buyer("", 0);

    /** Whoever an answer with tokens or a profile is about. */
    public static Buyer of(SignedResponse player) {
      return new Buyer(player.text("open_id"), player.data().path("uid").asLong(0));
    }
  }

  AccessKeyNames conventions();

  /** Where the player's browser is sent to sign in. */
  String loginLink(String scopes, String state, String redirectUrl);

  /** Name of the parameter by which the browser brings the code back. */
  String codeParameter();

  /** Exchanges a code for tokens. */
  SignedResponse redeems(String code, String scopes, String state);

  SignedResponse refreshes(SignedResponse tokens);

  SignedResponse logsOff(String accessToken);

  /** Who somebody is. */
  SignedResponse looksUp(String openId);

  /** One coin of a player's. */
  SignedResponse balance(String openId, String coin);

  /** Prepares a payment by a player; the answer's {@code pay_url} leads to the pay page. */
  SignedResponse prepays(
      Buyer buyer, String tradeNo, String amount, String goods, String state, String redirectUrl);

  SignedResponse paysOut(String openId, String tradeNo, String amount);

  SignedResponse returns(String tradeNo, String returnNo, String amount);

  SignedResponse order(String tradeNo);

  SignedResponse history(String coin, int limit);

  /** Asks for the callback of an order once more. */
  SignedResponse redoes(String tradeNo);

  Order read(JsonNode order);

  /** Exact coins of one kind that an answer of {@link #balance} tells. */
  String total(SignedResponse balance);

  static Map<String, Object> history(String coin, String type, int limit) {
    return Map.of(
        "uid",
        0,
        "coin_code",
        coin,
        "direction",
        0,
        "start_time",
        0,
        "end_time",
        0,
        type,
        0,
        "offset",
        0,
        "limit",
        limit);
  }
}
