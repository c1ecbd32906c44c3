package io.berth.standalone.demo;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Requests of a shop's server to the platform, under the names of one of the AccessKey protocols.
 */
public interface ShopApi {

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
    static final Buyer ANYBODY = new Buyer("", 0);

    /** Whoever an answer with tokens or a profile is about. */
    public static Buyer of(Answer player) {
      return new Buyer(player.text("open_id"), player.data().path("uid").asLong(0));
    }
  }

  Conventions conventions();

  /** Where the player's browser is sent to sign in. */
  String loginLink(String scopes, String state, String redirectUrl);

  /** Name of the parameter by which the browser brings the code back. */
  String codeParameter();

  /** Exchanges a code for tokens. */
  Answer redeems(String code, String scopes, String state);

  Answer refreshes(Answer tokens);

  Answer logsOff(String accessToken);

  /** Who somebody is. */
  Answer looksUp(String openId);

  /** One coin of a player's. */
  Answer balance(String openId, String coin);

  /** Prepares a payment by a player; the answer's {@code pay_url} leads to the pay page. */
  Answer prepays(
      Buyer buyer, String tradeNo, String amount, String goods, String state, String redirectUrl);

  Answer paysOut(String openId, String tradeNo, String amount);

  Answer returns(String tradeNo, String returnNo, String amount);

  Answer order(String tradeNo);

  Answer history(String coin, int limit);

  /** Asks for the callback of an order once more. */
  Answer redoes(String tradeNo);

  Order read(JsonNode order);

  /** Exact coins of one kind that an answer of {@link #balance} tells. */
  String total(Answer balance);

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
