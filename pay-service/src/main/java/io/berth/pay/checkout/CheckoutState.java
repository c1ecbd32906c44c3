package io.berth.pay.checkout;

import io.berth.dialect.api.App;
import io.berth.pay.access.Scope;
import java.time.Instant;

/** State of the pay page for the current user. Names are part of the template. */
enum CheckoutState {
  PAY,
  SIGN_IN,
  /** Another user is named as the payer. */
  OTHER_PAYER,
  /** The admin account cannot pay its own app. */
  OWN_APP,
  /** The app takes no payments now, or none of this user. */
  CLOSED,
  PAID,
  CANCELLED,
  EXPIRED,
  FAILED;

  static CheckoutState of(CheckoutRequest checkout, Instant now) {
    return switch (checkout.order().status()) {
      case PAID -> PAID;
      case CANCELLED -> CANCELLED;
      case EXPIRED -> EXPIRED;
      case FAILED -> FAILED;
      case PENDING ->
          checkout.prepayment().expiresAt().isAfter(now) ? whilePending(checkout) : EXPIRED;
    };
  }

  private static CheckoutState whilePending(CheckoutRequest checkout) {
    App app = checkout.app();
    Long uid = checkout.caller().uid();
    Long specified = checkout.prepayment().specifiedUid();
    if (app.profile().refusal() != null
        || !app.profile().launch().state().isCharging()
        || !app.policy().scopes().contains(Scope.USER_TO_APP.number())) {
      return CLOSED;
    } else if (uid == null || checkout.caller().sessionId() == null) {
      return SIGN_IN;
    } else if (!app.profile().launch().admits(app.appId(), uid)) {
      return CLOSED;
    } else if (uid == app.accounts().adminUid()) {
      return OWN_APP;
    } else if (specified != null && !specified.equals(uid)) {
      return OTHER_PAYER;
    }
    return PAY;
  }
}
