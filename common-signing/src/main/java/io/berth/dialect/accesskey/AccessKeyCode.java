package io.berth.dialect.accesskey;

import io.berth.api.ErrorCode;
import io.berth.dialect.Api.WireCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** The failures that the AccessKey protocols share ({@code protocols/dragonex.md}, Codes). */
enum AccessKeyCode {
  TIMEOUT(2, "timeout"),
  NETWORK(3, "network"),
  DATABASE(4, "database"),
  CACHE(5, "cache"),
  SERVER(6, "server"),
  NO_CONTENT(7, "no content"),
  BAD_PARAMETER(8, "bad parameter"),
  RETIRED(9, "interface retired"),
  NOT_YET_ACTIVE(10, "not yet active"),
  NO_PERMISSION(11, "no permission"),
  TOO_FREQUENT(12, "too frequent"),
  MAINTENANCE(13, "maintenance"),
  REGION(14, "region"),
  PAYING_FROZEN(1121, "paying frozen"),
  FROZEN_AFTER_PAY_PASSWORD_CHANGE(1266, "frozen after a pay-password change"),
  FROZEN_AFTER_FIRST_DEPOSIT(1267, "frozen after a first deposit"),
  BALANCE_TOO_LOW(4000, "balance too low"),
  ORDER_EXISTS(4009, "order exists"),
  BAD_SIGNATURE(9004, "bad signature"),
  IP_NOT_BOUND(9009, "IP not bound"),
  BAD_DATE(9020, "bad date"),
  DATE_TOO_FAR_OFF(9021, "date too far off"),
  NO_SUCH_COMPANY(11000, "no such company"),
  COMPANY_DISABLED(11002, "company disabled"),
  NO_SUCH_APP(11003, "no such app"),
  APP_NOT_REVIEWED(11004, "app not yet reviewed"),
  APP_DISABLED(11005, "app disabled"),
  APP_MAY_NOT_PAY(11006, "app may not pay"),
  APP_LACKS_SCOPE(11007, "app lacks scope"),
  NO_SUCH_KEY(11008, "no such key"),
  KEY_DISABLED(11009, "key disabled"),
  KEY_CHECK_FAILED(11010, "key check failed"),
  TOO_MANY_KEYS(11011, "too many keys"),
  NO_SUCH_UNION_ID(11013, "no such union id"),
  NO_SUCH_OPEN_ID(11015, "no such open id"),
  OPEN_ID_DISABLED(11016, "open id disabled"),
  OPEN_ID_LACKS_SCOPE(11017, "open id lacks scope"),
  NO_SUCH_CODE(11018, "no such code"),
  NO_SUCH_TOKEN(11019, "no such token"),
  TOKEN_UNUSABLE(11020, "token unusable"),
  TOKEN_EXPIRED(11021, "token expired"),
  TOKEN_INVALID(11022, "token invalid"),
  NO_SUCH_REFRESH_TOKEN(11023, "no such refresh token"),
  REFRESH_TOKEN_UNUSABLE(11024, "refresh token unusable"),
  REFRESH_TOKEN_EXPIRED(11025, "refresh token expired"),
  DEVICE_CHANGED(11026, "device changed"),
  NO_SUCH_ORDER(11027, "no such order"),
  CALLBACK_FAILED(11028, "callback failed"),
  PAYER_IS_PAYEE(11030, "payer is payee"),
  COIN_NOT_ALLOWED(11031, "coin not allowed"),
  DAILY_LIMIT(11032, "daily limit"),
  PAY_TOKEN_INVALID(11034, "pay token invalid"),
  BAD_CALLBACK_ADDRESS(11038, "bad callback address"),
  NO_OTHER_COIN_PERMISSION(11040, "no other-coin permission"),
  ORDER_NOT_PAID(11041, "order not paid");

  private final int number;
  private final String words;

  AccessKeyCode(int number, String words) {
    this.number = number;
    this.words = words;
  }

  public int number() {
    return number;
  }

  public String words() {
    return words;
  }

  /** The wire code of a refusal. */
  public static AccessKeyCode of(ErrorCode code) {
    return switch (code) {
      case TIMEOUT, OUTCOME_UNKNOWN -> TIMEOUT;
      case NETWORK -> NETWORK;
      case DATABASE -> DATABASE;
      case CACHE -> CACHE;
      case INTERNAL -> SERVER;
      case NO_CONTENT -> NO_CONTENT;
      case BAD_PARAMETER,
          BODY_TOO_LARGE,
          RETURN_EXCEEDS_ORDER,
          LOGIN_MALFORMED,
          LOGIN_TAKEN,
          APP_ID_MALFORMED,
          VERIFICATION_UNKNOWN,
          VERIFICATION_CODE_WRONG,
          VERIFICATION_CODE_EXPIRED ->
          BAD_PARAMETER;
      case RETIRED -> RETIRED;
      case NOT_YET_ACTIVE -> NOT_YET_ACTIVE;
      case NO_PERMISSION,
          LOGIN_UNKNOWN,
          LOGIN_WRONG,
          SESSION_UNKNOWN,
          RECOVERY_UNKNOWN,
          PAY_PASSWORD_UNSET,
          PAY_PASSWORD_WRONG ->
          NO_PERMISSION;
      case TOO_FREQUENT -> TOO_FREQUENT;
      case MAINTENANCE -> MAINTENANCE;
      case REGION_NOT_SERVED -> REGION;
      case PAYING_FROZEN -> PAYING_FROZEN;
      case FROZEN_AFTER_PAY_PASSWORD_CHANGE -> FROZEN_AFTER_PAY_PASSWORD_CHANGE;
      case FROZEN_AFTER_FIRST_DEPOSIT -> FROZEN_AFTER_FIRST_DEPOSIT;
      case BALANCE_TOO_LOW -> BALANCE_TOO_LOW;
      case ORDER_EXISTS, ORDER_FINISHED -> ORDER_EXISTS;
      case SIGNATURE_WRONG -> BAD_SIGNATURE;
      case IP_NOT_BOUND -> IP_NOT_BOUND;
      case DATE_MALFORMED -> BAD_DATE;
      case DATE_OUT_OF_RANGE -> DATE_TOO_FAR_OFF;
      case COMPANY_UNKNOWN -> NO_SUCH_COMPANY;
      case COMPANY_DISABLED -> COMPANY_DISABLED;
      case APP_UNKNOWN -> NO_SUCH_APP;
      case APP_NOT_LAUNCHED -> APP_NOT_REVIEWED;
      case APP_DISABLED -> APP_DISABLED;
      case APP_MAY_NOT_PAY -> APP_MAY_NOT_PAY;
      case APP_LACKS_SCOPE -> APP_LACKS_SCOPE;
      case KEY_UNKNOWN -> NO_SUCH_KEY;
      case KEY_DISABLED -> KEY_DISABLED;
      case KEY_CHECK_FAILED -> KEY_CHECK_FAILED;
      case TOO_MANY_KEYS -> TOO_MANY_KEYS;
      case UNION_ID_UNKNOWN -> NO_SUCH_UNION_ID;
      case OPEN_ID_UNKNOWN, USER_UNKNOWN -> NO_SUCH_OPEN_ID;
      case OPEN_ID_DISABLED, USER_DISABLED -> OPEN_ID_DISABLED;
      case GRANT_LACKS_SCOPE -> OPEN_ID_LACKS_SCOPE;
      case CODE_UNKNOWN -> NO_SUCH_CODE;
      case TOKEN_UNKNOWN -> NO_SUCH_TOKEN;
      case TOKEN_UNUSABLE -> TOKEN_UNUSABLE;
      case TOKEN_EXPIRED -> TOKEN_EXPIRED;
      case TOKEN_INVALID -> TOKEN_INVALID;
      case REFRESH_TOKEN_UNKNOWN -> NO_SUCH_REFRESH_TOKEN;
      case REFRESH_TOKEN_UNUSABLE -> REFRESH_TOKEN_UNUSABLE;
      case REFRESH_TOKEN_EXPIRED -> REFRESH_TOKEN_EXPIRED;
      case DEVICE_CHANGED -> DEVICE_CHANGED;
      case ORDER_UNKNOWN, ORDER_EXPIRED -> NO_SUCH_ORDER;
      case CALLBACK_FAILED -> CALLBACK_FAILED;
      case PAYER_IS_PAYEE -> PAYER_IS_PAYEE;
      case COIN_NOT_ALLOWED, COIN_UNKNOWN -> COIN_NOT_ALLOWED;
      case DAILY_LIMIT_REACHED -> DAILY_LIMIT;
      case PAY_TOKEN_INVALID -> PAY_TOKEN_INVALID;
      case REDIRECT_NOT_REGISTERED -> BAD_CALLBACK_ADDRESS;
      case NO_OTHER_COIN_PERMISSION -> NO_OTHER_COIN_PERMISSION;
      case ORDER_NOT_PAID -> ORDER_NOT_PAID;
    };
  }

  /** All codes with their causes. */
  static List<WireCode> wireCodes() {
    Map<AccessKeyCode, EnumSet<ErrorCode>> causes = new EnumMap<>(AccessKeyCode.class);
    for (ErrorCode cause : ErrorCode.values()) {
      causes.computeIfAbsent(of(cause), code -> EnumSet.noneOf(ErrorCode.class)).add(cause);
    }
    List<WireCode> codes = new ArrayList<>();
    for (AccessKeyCode code : values()) {
      EnumSet<ErrorCode> of = causes.getOrDefault(code, EnumSet.noneOf(ErrorCode.class));
      codes.add(new WireCode(code.number, code.words, of));
    }
    return codes;
  }
}
