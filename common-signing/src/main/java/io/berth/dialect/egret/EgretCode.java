package io.berth.dialect.egret;

import io.berth.api.ErrorCode;
import io.berth.dialect.Api.WireCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** {@code protocols/egret.md}, codes. */
enum EgretCode {
  PARAMETERS_MISSING(1001, "parameters missing"),
  BAD_TOKEN(1005, "bad token"),
  BAD_SIGN(1006, "bad sign"),
  NO_SUCH_USER(1007, "no such user"),
  DUPLICATE_ORDER(1009, "duplicate order"),
  /** Also what cannot be offered just now: the protocol has no code for that. */
  NOT_OFFERED(1010, "not offered on this channel"),
  PAYMENT_FAILED(1013, "payment failed");

  static final int OK = 0;
  static final String OK_WORDS = "success";

  private final int number;
  private final String words;

  EgretCode(int number, String words) {
    this.number = number;
    this.words = words;
  }

  int number() {
    return number;
  }

  String words() {
    return words;
  }

  static EgretCode of(ErrorCode code) {
    return switch (code) {
      case BAD_PARAMETER, BODY_TOO_LARGE, LOGIN_MALFORMED, LOGIN_TAKEN, APP_ID_MALFORMED ->
          PARAMETERS_MISSING;
      case TOKEN_UNKNOWN,
          TOKEN_UNUSABLE,
          TOKEN_EXPIRED,
          TOKEN_INVALID,
          REFRESH_TOKEN_UNKNOWN,
          REFRESH_TOKEN_UNUSABLE,
          REFRESH_TOKEN_EXPIRED,
          DEVICE_CHANGED,
          CODE_UNKNOWN,
          SESSION_UNKNOWN,
          LOGIN_WRONG,
          LOGIN_UNKNOWN,
          VERIFICATION_UNKNOWN,
          RECOVERY_UNKNOWN,
          GRANT_LACKS_SCOPE ->
          BAD_TOKEN;
      case COMPANY_UNKNOWN,
          COMPANY_DISABLED,
          APP_UNKNOWN,
          APP_NOT_LAUNCHED,
          APP_DISABLED,
          KEY_UNKNOWN,
          KEY_DISABLED,
          KEY_CHECK_FAILED,
          TOO_MANY_KEYS,
          IP_NOT_BOUND,
          DATE_MALFORMED,
          DATE_OUT_OF_RANGE,
          SIGNATURE_WRONG ->
          BAD_SIGN;
      case USER_UNKNOWN, USER_DISABLED, UNION_ID_UNKNOWN, OPEN_ID_UNKNOWN, OPEN_ID_DISABLED ->
          NO_SUCH_USER;
      case ORDER_EXISTS, ORDER_FINISHED -> DUPLICATE_ORDER;
      case REGION_NOT_SERVED,
          NO_CONTENT,
          RETIRED,
          NOT_YET_ACTIVE,
          NO_PERMISSION,
          APP_LACKS_SCOPE,
          TOO_FREQUENT,
          TIMEOUT,
          OUTCOME_UNKNOWN,
          NETWORK,
          MAINTENANCE,
          DATABASE,
          CACHE,
          INTERNAL ->
          NOT_OFFERED;
      case APP_MAY_NOT_PAY,
          REDIRECT_NOT_REGISTERED,
          VERIFICATION_CODE_WRONG,
          VERIFICATION_CODE_EXPIRED,
          PAY_PASSWORD_UNSET,
          PAY_PASSWORD_WRONG,
          PAYING_FROZEN,
          FROZEN_AFTER_PAY_PASSWORD_CHANGE,
          FROZEN_AFTER_FIRST_DEPOSIT,
          PAY_TOKEN_INVALID,
          BALANCE_TOO_LOW,
          ORDER_UNKNOWN,
          ORDER_NOT_PAID,
          ORDER_EXPIRED,
          PAYER_IS_PAYEE,
          COIN_UNKNOWN,
          COIN_NOT_ALLOWED,
          DAILY_LIMIT_REACHED,
          RETURN_EXCEEDS_ORDER,
          NO_OTHER_COIN_PERMISSION,
          CALLBACK_FAILED ->
          PAYMENT_FAILED;
    };
  }

  static List<WireCode> wireCodes() {
    Map<EgretCode, EnumSet<ErrorCode>> causes = new EnumMap<>(EgretCode.class);
    for (ErrorCode cause : ErrorCode.values()) {
      causes.computeIfAbsent(of(cause), code -> EnumSet.noneOf(ErrorCode.class)).add(cause);
    }
    List<WireCode> codes = new ArrayList<>();
    codes.add(new WireCode(OK, OK_WORDS, java.util.Set.of()));
    for (EgretCode code : values()) {
      EnumSet<ErrorCode> of = causes.getOrDefault(code, EnumSet.noneOf(ErrorCode.class));
      codes.add(new WireCode(code.number, code.words, of));
    }
    return codes;
  }
}
