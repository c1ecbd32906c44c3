package io.berth.pay.checkout;

import io.berth.api.ErrorCode;

/** Message keys for a payer's problems. */
final class Problems {

  private Problems() {}

  static String message(ErrorCode code) {
    return switch (code) {
      case VERIFICATION_CODE_WRONG -> "pay.problem.code";
      case VERIFICATION_CODE_EXPIRED -> "pay.problem.code-expired";
      case PAY_PASSWORD_WRONG -> "pay.problem.password";
      case PAY_PASSWORD_UNSET -> "pay.problem.password-unset";
      case PAYING_FROZEN -> "pay.problem.frozen";
      case FROZEN_AFTER_PAY_PASSWORD_CHANGE -> "pay.problem.frozen-after-change";
      case FROZEN_AFTER_FIRST_DEPOSIT -> "pay.problem.frozen-after-deposit";
      case PAYER_IS_PAYEE -> "pay.problem.own-app";
      case NO_OTHER_COIN_PERMISSION -> "pay.problem.other-coin";
      case TOO_FREQUENT -> "pay.problem.too-frequent";
      default -> "pay.problem.unavailable";
    };
  }
}
