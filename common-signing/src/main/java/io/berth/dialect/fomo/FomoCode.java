package io.berth.dialect.fomo;

import io.berth.api.ErrorCode;
import io.berth.dialect.Api.WireCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** {@code protocols/fomo.md}, Codes: numbers and words as the original's. */
enum FomoCode {
  BAD_PARAMETER(0, "参数不足"),
  SUCCESS(1, "成功"),
  NOT_SIGNED_IN(2, "用户未登录"),
  SESSION_WRONG(3, "session错误或用户不存在"),
  INTERNAL(5, "内部错误"),
  NO_SUCH_CODE(6, "状态码不存在"),
  SIGNATURE_WRONG(7, "签名错误"),
  SIGNATURE_EXPIRED(8, "签名过期"),
  LOGIN_WRONG(11, "用户名错误"),
  PASSWORD_WRONG(12, "密码错误"),
  MAIL_MALFORMED(14, "邮箱格式错误"),
  MAIL_TAKEN(16, "邮箱已注册"),
  COIN_NOT_ALLOWED(21, "不支持该币种"),
  NO_ADDRESS(22, "无法分配地址"),
  NO_SUCH_COIN(23, "不存在的币"),
  BALANCE_TOO_LOW(24, "余额不足"),
  WALLET_PASSWORD_UNSET(25, "未设置资金密码"),
  WALLET_PASSWORD_WRONG(26, "资金密码错误"),
  NO_PERMISSION(54, "没有操作权限"),
  NO_SUCH_USER(74, "该用户不存在"),
  CLIENT_ID_MALFORMED(80, "client_id格式不符"),
  CLIENT_ID_TAKEN(81, "client_id已经注册"),
  NO_SUCH_CLIENT_ID(82, "client_id不存在"),
  VERIFICATION_CODE_WRONG(105, "验证码错误"),
  VERIFICATION_CODE_EXPIRED(106, "验证码已过期"),
  NO_SUCH_REGISTRATION(107, "查询不到用户注册信息"),
  TEMPORARY_TOKEN_WRONG(201, "临时验证令牌错误"),
  TRADE_ID_USED(211, "接入方交易ID trade_id重复"),
  NO_SUCH_TRANSFER(212, "交易ID transfer_id 不存在"),
  TRANSFER_EXPIRED(213, "交易过期"),
  TRANSFER_FINISHED(214, "交易已完成");

  private final int number;
  private final String words;

  FomoCode(int number, String words) {
    this.number = number;
    this.words = words;
  }

  int number() {
    return number;
  }

  String words() {
    return words;
  }

  /** The wire code of a refusal. */
  static FomoCode of(ErrorCode code) {
    return switch (code) {
      case BAD_PARAMETER,
          BODY_TOO_LARGE,
          DATE_MALFORMED,
          REDIRECT_NOT_REGISTERED,
          RETURN_EXCEEDS_ORDER ->
          BAD_PARAMETER;
      case TOKEN_UNKNOWN,
          TOKEN_UNUSABLE,
          TOKEN_EXPIRED,
          TOKEN_INVALID,
          REFRESH_TOKEN_UNKNOWN,
          REFRESH_TOKEN_UNUSABLE,
          REFRESH_TOKEN_EXPIRED,
          DEVICE_CHANGED ->
          NOT_SIGNED_IN;
      case NO_CONTENT -> NO_SUCH_CODE;
      case SESSION_UNKNOWN -> SESSION_WRONG;
      case TOO_FREQUENT,
          TIMEOUT,
          OUTCOME_UNKNOWN,
          NETWORK,
          MAINTENANCE,
          DATABASE,
          CACHE,
          INTERNAL,
          CALLBACK_FAILED ->
          INTERNAL;
      case SIGNATURE_WRONG, KEY_UNKNOWN, KEY_DISABLED, KEY_CHECK_FAILED -> SIGNATURE_WRONG;
      case DATE_OUT_OF_RANGE -> SIGNATURE_EXPIRED;
      case LOGIN_UNKNOWN -> LOGIN_WRONG;
      case LOGIN_WRONG -> PASSWORD_WRONG;
      case LOGIN_MALFORMED -> MAIL_MALFORMED;
      case LOGIN_TAKEN -> MAIL_TAKEN;
      case COIN_NOT_ALLOWED -> COIN_NOT_ALLOWED;
      case COIN_UNKNOWN -> NO_SUCH_COIN;
      case BALANCE_TOO_LOW -> BALANCE_TOO_LOW;
      case PAY_PASSWORD_UNSET -> WALLET_PASSWORD_UNSET;
      case PAY_PASSWORD_WRONG -> WALLET_PASSWORD_WRONG;
      case RETIRED,
          NOT_YET_ACTIVE,
          NO_PERMISSION,
          REGION_NOT_SERVED,
          COMPANY_UNKNOWN,
          COMPANY_DISABLED,
          APP_MAY_NOT_PAY,
          APP_LACKS_SCOPE,
          TOO_MANY_KEYS,
          IP_NOT_BOUND,
          USER_DISABLED,
          OPEN_ID_DISABLED,
          GRANT_LACKS_SCOPE,
          PAYING_FROZEN,
          FROZEN_AFTER_PAY_PASSWORD_CHANGE,
          FROZEN_AFTER_FIRST_DEPOSIT,
          PAY_TOKEN_INVALID,
          PAYER_IS_PAYEE,
          DAILY_LIMIT_REACHED,
          NO_OTHER_COIN_PERMISSION ->
          NO_PERMISSION;
      case USER_UNKNOWN, UNION_ID_UNKNOWN, OPEN_ID_UNKNOWN -> NO_SUCH_USER;
      case APP_ID_MALFORMED -> CLIENT_ID_MALFORMED;
      case APP_UNKNOWN, APP_NOT_LAUNCHED, APP_DISABLED -> NO_SUCH_CLIENT_ID;
      case VERIFICATION_CODE_WRONG -> VERIFICATION_CODE_WRONG;
      case VERIFICATION_CODE_EXPIRED -> VERIFICATION_CODE_EXPIRED;
      case VERIFICATION_UNKNOWN -> NO_SUCH_REGISTRATION;
      case RECOVERY_UNKNOWN, CODE_UNKNOWN -> TEMPORARY_TOKEN_WRONG;
      case ORDER_EXISTS -> TRADE_ID_USED;
      case ORDER_UNKNOWN, ORDER_NOT_PAID -> NO_SUCH_TRANSFER;
      case ORDER_EXPIRED -> TRANSFER_EXPIRED;
      case ORDER_FINISHED -> TRANSFER_FINISHED;
    };
  }

  /** All codes with their causes. */
  static List<WireCode> wireCodes() {
    Map<FomoCode, EnumSet<ErrorCode>> causes = new EnumMap<>(FomoCode.class);
    for (ErrorCode cause : ErrorCode.values()) {
      causes.computeIfAbsent(of(cause), code -> EnumSet.noneOf(ErrorCode.class)).add(cause);
    }
    List<WireCode> codes = new ArrayList<>();
    for (FomoCode code : values()) {
      EnumSet<ErrorCode> of = causes.getOrDefault(code, EnumSet.noneOf(ErrorCode.class));
      codes.add(new WireCode(code.number, code.words, of));
    }
    return codes;
  }
}
