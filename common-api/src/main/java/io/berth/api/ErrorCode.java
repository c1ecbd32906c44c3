package io.berth.api;

/**
 * Every refusal the core can give. A dialect translates each into its own number and words; nothing
 * else does. The category says whose turn it is.
 */
public enum ErrorCode {
  BAD_PARAMETER(Category.CALLER),
  BODY_TOO_LARGE(Category.CALLER),
  NO_CONTENT(Category.CALLER),
  RETIRED(Category.CALLER),
  NOT_YET_ACTIVE(Category.CALLER),
  NO_PERMISSION(Category.CALLER),
  REGION_NOT_SERVED(Category.CALLER),

  COMPANY_UNKNOWN(Category.CALLER),
  COMPANY_DISABLED(Category.CALLER),
  APP_ID_MALFORMED(Category.CALLER),
  APP_UNKNOWN(Category.CALLER),
  /** Not open yet, or not to this user. */
  APP_NOT_LAUNCHED(Category.CALLER),
  APP_DISABLED(Category.CALLER),
  APP_MAY_NOT_PAY(Category.CALLER),
  APP_LACKS_SCOPE(Category.CALLER),
  KEY_UNKNOWN(Category.CALLER),
  KEY_DISABLED(Category.CALLER),
  KEY_CHECK_FAILED(Category.CALLER),
  TOO_MANY_KEYS(Category.CALLER),
  IP_NOT_BOUND(Category.CALLER),
  DATE_MALFORMED(Category.CALLER),
  DATE_OUT_OF_RANGE(Category.CALLER),
  SIGNATURE_WRONG(Category.CALLER),

  USER_UNKNOWN(Category.CALLER),
  USER_DISABLED(Category.CALLER),
  UNION_ID_UNKNOWN(Category.CALLER),
  OPEN_ID_UNKNOWN(Category.CALLER),
  OPEN_ID_DISABLED(Category.CALLER),
  GRANT_LACKS_SCOPE(Category.CALLER),
  CODE_UNKNOWN(Category.CALLER),
  TOKEN_UNKNOWN(Category.CALLER),
  TOKEN_UNUSABLE(Category.CALLER),
  TOKEN_EXPIRED(Category.CALLER),
  TOKEN_INVALID(Category.CALLER),
  REFRESH_TOKEN_UNKNOWN(Category.CALLER),
  REFRESH_TOKEN_UNUSABLE(Category.CALLER),
  REFRESH_TOKEN_EXPIRED(Category.CALLER),
  DEVICE_CHANGED(Category.CALLER),
  REDIRECT_NOT_REGISTERED(Category.CALLER),

  LOGIN_MALFORMED(Category.CALLER),
  LOGIN_TAKEN(Category.CALLER),
  LOGIN_UNKNOWN(Category.CALLER),
  LOGIN_WRONG(Category.CALLER),
  SESSION_UNKNOWN(Category.CALLER),
  VERIFICATION_UNKNOWN(Category.CALLER),
  VERIFICATION_CODE_WRONG(Category.CALLER),
  VERIFICATION_CODE_EXPIRED(Category.CALLER),
  RECOVERY_UNKNOWN(Category.CALLER),
  PAY_PASSWORD_UNSET(Category.CALLER),
  PAY_PASSWORD_WRONG(Category.CALLER),
  PAYING_FROZEN(Category.CALLER),
  FROZEN_AFTER_PAY_PASSWORD_CHANGE(Category.CALLER),
  FROZEN_AFTER_FIRST_DEPOSIT(Category.CALLER),
  PAY_TOKEN_INVALID(Category.CALLER),

  BALANCE_TOO_LOW(Category.CALLER),
  ORDER_EXISTS(Category.CALLER),
  ORDER_UNKNOWN(Category.CALLER),
  ORDER_NOT_PAID(Category.CALLER),
  ORDER_EXPIRED(Category.CALLER),
  ORDER_FINISHED(Category.CALLER),
  PAYER_IS_PAYEE(Category.CALLER),
  COIN_UNKNOWN(Category.CALLER),
  COIN_NOT_ALLOWED(Category.CALLER),
  DAILY_LIMIT_REACHED(Category.CALLER),
  RETURN_EXCEEDS_ORDER(Category.CALLER),
  NO_OTHER_COIN_PERMISSION(Category.CALLER),
  CALLBACK_FAILED(Category.CALLER),

  TOO_FREQUENT(Category.LATER),
  TIMEOUT(Category.LATER),
  /** The order may have been paid or not: the caller looks the order up. */
  OUTCOME_UNKNOWN(Category.LATER),
  NETWORK(Category.LATER),
  MAINTENANCE(Category.LATER),
  DATABASE(Category.OURS),
  CACHE(Category.OURS),
  INTERNAL(Category.OURS);

  /** Party that has to act before the same request can succeed. */
  public enum Category {
    /** The request has to change. */
    CALLER,
    /** The same request may succeed later. */
    LATER,
    /** Berth has to be mended. */
    OURS
  }

  private final Category category;

  ErrorCode(Category category) {
    this.category = category;
  }

  public Category category() {
    return category;
  }
}
