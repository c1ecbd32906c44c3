package io.berth.pay.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Purpose of a ledger transaction. It decides which accounts may be debited: an app's account holds
 * money for its users, and any other way of debiting it would evade its payout limit.
 *
 * @param appId the app that pays; null where none does
 */
public record Purpose(Type type, @Nullable String appId) {

  public enum Type {
    /** A person pays. Debits people's accounts only. */
    PAYMENT,
    /** An app pays a person. Debits this app's account only, as the next two do. */
    PAYOUT,
    RETURN,
    PROFIT_SHARE,
    /** From the issuer, to begin with. */
    OPENING_BALANCE,
    /** An operator's credit or debit. Debits any account, as the next three do. */
    CORRECTION,
    /** Money goes to where it is kept from now on. */
    MIGRATION,
    /** Money leaves the platform for the company that owns it. */
    SETTLEMENT,
    /** Money comes to the platform, or moves into an app's deposit and out of it. */
    DEPOSIT,
    /** A person's money leaves the platform. Debits people's accounts, and what is on its way. */
    WITHDRAWAL
  }

  public Purpose {
    boolean ofApp =
        switch (type) {
          case PAYOUT, RETURN, PROFIT_SHARE -> true;
          case PAYMENT, OPENING_BALANCE, CORRECTION, MIGRATION, SETTLEMENT, DEPOSIT, WITHDRAWAL ->
              false;
        };
    if (ofApp != (appId != null)) {
      throw new IllegalArgumentException(type + " of app " + appId);
    }
  }

  public static Purpose of(Type type) {
    return new Purpose(type, null);
  }

  public static Purpose profitShare(String appId) {
    return new Purpose(Type.PROFIT_SHARE, appId);
  }
}
