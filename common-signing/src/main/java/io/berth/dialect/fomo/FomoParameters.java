package io.berth.dialect.fomo;

import io.berth.dialect.parameter.Parameter.Text;
import java.util.regex.Pattern;

/** Declares the parameters that several endpoints have. */
final class FomoParameters {
  static final Pattern APP_ID = Pattern.compile("[a-z][a-z0-9_.]{2,31}");
  static final Pattern UNIX_SECONDS = Pattern.compile("[0-9]{1,11}");

  private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");

  /** As people type it from a mail: with blanks, dashes or full-width digits. */
  private static final Pattern TYPED_CODE = Pattern.compile("[^\\x00-\\x1F\\x7F]{1,32}");

  private static final int MAX_LOGIN = 254;
  private static final int MAX_PASSWORD = 128;

  static final Text CLIENT_ID = Text.required("client_id", "The app's id");
  static final Text CLIENT_SECRET =
      Text.required("client_secret", "The app's secret, 40 hexadecimal digits");
  static final Text TIMESTAMP =
      Text.required(
          "timestamp",
          UNIX_SECONDS,
          "Unix time in seconds, at most " + FomoChecks.TOLERANCE.toMinutes() + " minutes off");
  static final Text SIGN =
      Text.required("sign", "SHA-1 of client_secret and timestamp, in hexadecimal digits");
  static final Text REDIRECT_URI =
      Text.required("redirect_uri", 1, 2048, "The app's redirect URI, exactly");
  static final Text STATE = Text.required("state", 1, 256, "Any text; the answer repeats it");
  static final Text SESSION_KEY = key("session_key", "Session that customer/login gave");
  static final Text VERIFY_ID = key("verify_id", "Verification that the answer before named");
  static final Text VERIFY_CODE =
      Text.required("verify_code", TYPED_CODE, "Code from the user's mail");
  static final Text RECOVERY = key("tmp_session", "Recovery that customer/rec_pwd2 gave");
  static final Text USER_NAME = Text.required("user_name", 1, MAX_LOGIN, "The user's mail address");
  static final Text LOGIN_NAME =
      Text.required("login_name", 1, MAX_LOGIN, "The user's mail address");
  static final Text PASSWORD = password("pwd", "Password of the account");
  static final Text PAY_PASSWORD = password("wallet_pwd", "Pay password of the user");
  static final Text PAYOUT_PASSWORD =
      password("wallet_pwd", "The app's payout password, which an owner sets in the console");
  static final Text TRADE_ID =
      Text.required(
              "trade_id",
              Pattern.compile("[!-~]{1,64}"),
              "The merchant's own number of the transfer, unique per app over all time")
          .asFresh();

  private FomoParameters() {}

  /** Text without blanks that the platform made. */
  static Text key(String name, String meaning) {
    return Text.required(name, KEY, meaning);
  }

  private static Text password(String name, String meaning) {
    return Text.required(name, 1, MAX_PASSWORD, meaning);
  }
}
