package io.berth.dialect.api;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Steps by which an app shows that it speaks its protocol, in the order of trying. */
public enum AcceptanceStep {
  SIGNED_REQUEST,
  LOGIN,
  PAYMENT,
  CANCELLED_PAYMENT,
  PAYOUT,
  RETURN,
  /** A callback that was acknowledged. */
  CALLBACK,
  /** The same callback several times, in a drill. */
  DUPLICATES,
  /** A drill without a failed exercise. */
  DRILL,
  /** A day on which both books agree. */
  RECONCILIATION;

  /** Steps of a protocol in which only the platform's pages move money. */
  public static final Set<AcceptanceStep> OF_PAGES =
      Collections.unmodifiableSet(
          EnumSet.of(LOGIN, PAYMENT, CALLBACK, DUPLICATES, DRILL, RECONCILIATION));
}
