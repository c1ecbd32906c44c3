package io.berth.pay.checkout;

import io.berth.dialect.api.App;
import io.berth.pay.access.Scope;
import java.time.Instant;

/** State of the pay page for the current user. Names are part of the template. */
enum CheckoutState {
  PAY,
  SIGN_IN,
  /** Somebody else is named as the payer. */
  OTHER_PAYER,
  /** The admin account cannot pay its own app. */
  OWN_APP,
  /** The app takes no payments now. */
  CLOSED,
  PAID,
  CANCELLED,
  EXPIRED,
  FAILED;

  static CheckoutState of(CheckoutRequest visit, Instant now) {
    return switch (visit.order().status()) {
      case PAID -> PAID;
      case CANCELLED -> CANCELLED;
      case EXPIRED -> EXPIRED;
      case FAILED -> FAILED;
      case PENDING -> visit.prepayment().expiresAt().isAfter(now) ? whilePending(visit) : EXPIRED;
    };
  }

  private static CheckoutState whilePending(CheckoutRequest visit) {
    App app = visit.app();
    Long uid = visit.caller().uid();
    Long specified = visit.prepayment().specifiedUid();
    if (!app.profile().enabled()
        || !app.profile().company().enabled()
        || !app.policy().scopes().contains(Scope.USER_TO_APP.number())) {
      return CLOSED;
    } else if (uid == null || visit.caller().sessionId() == null) {
      return SIGN_IN;
    } else if (uid == app.accounts().adminUid()) {
      return OWN_APP;
    } else if (specified != null && !specified.equals(uid)) {
      return OTHER_PAYER;
    }
    return PAY;
  }
}
