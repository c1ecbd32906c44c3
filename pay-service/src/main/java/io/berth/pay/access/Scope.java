package io.berth.pay.access;

import io.berth.api.ErrorCode;

/** Scopes about money ({@code protocols/dragonex.md}, Scopes). */
public enum Scope {
  USER_TO_APP(5, ErrorCode.APP_MAY_NOT_PAY),
  APP_TO_USER(6, ErrorCode.APP_MAY_NOT_PAY),
  READ_COIN_BALANCES(7, ErrorCode.APP_LACKS_SCOPE),
  READ_OPEN_BALANCES(11, ErrorCode.APP_LACKS_SCOPE),
  OPEN_USER_TO_APP(12, ErrorCode.APP_MAY_NOT_PAY),
  OPEN_APP_TO_USER(13, ErrorCode.APP_MAY_NOT_PAY),
  OTHER_COIN(14, ErrorCode.NO_OTHER_COIN_PERMISSION);

  private final int number;
  private final ErrorCode missing;

  Scope(int number, ErrorCode missing) {
    this.number = number;
    this.missing = missing;
  }

  public int number() {
    return number;
  }

  /** Whether it is about taking money from users. */
  boolean isCharging() {
    return this == USER_TO_APP || this == OPEN_USER_TO_APP;
  }

  /** Error code for an app without the scope. */
  ErrorCode missing() {
    return missing;
  }
}
