package io.berth.dialect.accesskey;

import io.berth.dialect.parameter.Parameter.Amount;
import io.berth.dialect.parameter.Parameter.Group;
import io.berth.dialect.parameter.Parameter.Rule;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Parameter.Unread;
import io.berth.dialect.parameter.Params;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Declares the parameters that several operations of the AccessKey protocols have. */
public final class AccessKeyParameters {
  private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z_]{1,64}");
  private static final int MAX_COIN_CODE = 32;
  private static final int MAX_OPEN_ID = 128;
  private static final int MAX_PREPAY_STATE = 128;
  private static final int MAX_NOTE = 99;

  public static final Text APP_ID = Text.required("app_id", "The app's own id, as in App-Id");
  public static final Text SCOPES =
      Text.required("scopes", "Scopes exactly as in the link of the authorization: 1,7");
  public static final Text LOGIN_STATE =
      Text.required("state", "State exactly as in the link of the authorization");
  public static final Text LOGIN_DEVICE =
      Text.required("device", "Device exactly as in the link of the authorization");
  public static final Text ACCESS_TOKEN = Text.required("access_token", "Access token");
  public static final Text REFRESH_TOKEN =
      Text.required("refresh_token", "Refresh token that was issued last");
  public static final Text OPEN_ID =
      Text.required("open_id", 1, MAX_OPEN_ID, "OpenId of the user, 32 hexadecimal digits");
  public static final Text TRADE_NO =
      numberOf("trade_no", "The merchant's own number of the order, unique per app over all time");
  public static final Text NEW_TRADE_NO = TRADE_NO.asFresh();
  public static final Text COIN_CODE =
      Text.required("coin_code", 1, MAX_COIN_CODE, "Code of the coin: usdt");
  public static final Text PREPAY_STATE =
      Text.required(
          "state", 1, MAX_PREPAY_STATE, "Any text; the redirect after the payment repeats it");
  public static final Text REDIRECT_URL =
      Text.required(
          "redirect_url",
          "Where the user returns to after the payment; one of the app's redirect URLs, its query"
              + " is free");
  public static final Unread DOMAIN = new Unread("domain", "For information; not used");
  public static final Unread DEVICE = new Unread("device", "For information; not used");

  private static final List<Text> NOTE_TEXTS =
      List.of(
          Text.optional("scene", MAX_NOTE, "Text for people: where the order was made"),
          Text.optional("desc", MAX_NOTE, "Text for people: what the order is for"));

  /** Texts that an order carries for people. */
  public static final Group<Map<String, String>> NOTES =
      new Group<>(List.copyOf(NOTE_TEXTS), Rule.ANY, AccessKeyParameters::notes);

  private AccessKeyParameters() {}

  /** An optional coin code: empty for all coins. */
  public static Text optionalCoinCode() {
    return Text.optional("coin_code", MAX_COIN_CODE, "Code of a coin; all coins without it");
  }

  /** An amount of the order's coin. */
  public static Amount amount(String name) {
    return Amount.required(name, "Amount of the coin, with no more decimals than the coin has");
  }

  /**
   * A merchant's number of an order.
   *
   * @param meaning of the parameter, for integrators
   */
  public static Text numberOf(String name, String meaning) {
    return Text.required(name, NUMBER, meaning);
  }

  private static Map<String, String> notes(Params params) {
    Map<String, String> notes = new HashMap<>();
    for (Text text : NOTE_TEXTS) {
      String value = text.read(params);
      if (!value.isEmpty()) {
        notes.put(text.name(), value);
      }
    }
    return notes;
  }
}
