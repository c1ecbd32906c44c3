package io.berth.demo.merchant;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Sends a merchant's requests to the platform by one of the AccessKey protocols. */
public interface MerchantApi {

  /** An order in a response or a callback. */
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

  /** The only player who may pay a prepared order. */
  record Buyer(String openId, long uid) {

    /** Any player may pay. */
    public static final Buyer ANYBODY = new Buyer("", 0);

    /** The player of a response with tokens or a profile. */
    public static Buyer of(SignedResponse player) {
      return new Buyer(player.text("open_id"), player.data().path("uid").asLong(0));
    }
  }

  /**
   * A payment that a player is to make.
   *
   * @param state comes back with the redirect
   */
  record Payment(
      Buyer buyer, String tradeNo, String amount, String goods, String state, String redirectUrl) {}

  AccessKeyNames names();

  /** The address to which the shop sends the player's browser to sign in. */
  String loginLink(String scopes, String state, String redirectUrl);

  /** The redirect's parameter that has the authorization code. */
  String codeParameter();

  /** Exchanges an authorization code for tokens. */
  SignedResponse exchangeCode(String code, String scopes, String state);

  SignedResponse refreshTokens(SignedResponse tokens);

  SignedResponse logOff(String accessToken);

  /** Reads a player's profile. */
  SignedResponse readUser(String openId);

  /** Reads a player's balance of one coin. */
  SignedResponse balance(String openId, String coin);

  /** Prepares a payment by a player; the response's {@code pay_url} is the pay page. */
  SignedResponse prepay(Payment payment);

  SignedResponse payOut(String openId, String tradeNo, String amount);

  SignedResponse returnOrder(String tradeNo, String returnNo, String amount);

  SignedResponse order(String tradeNo);

  SignedResponse history(String coin, int limit);

  /** Asks the platform to resend the callback of an order. */
  SignedResponse resendCallback(String tradeNo);

  Order read(JsonNode order);

  /** Reads the total from a response of {@link #balance}. */
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
