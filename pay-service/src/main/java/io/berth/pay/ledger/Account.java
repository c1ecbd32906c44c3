package io.berth.pay.ledger;

import io.berth.api.AccountKind;

/**
 * Account on one side of a posting.
 *
 * @param owner uid; 0 for what belongs to nobody: the issuer and conversion accounts
 */
public record Account(long owner, Kind kind, BalanceType balanceType) {

  public Account {
    if (owner < 0 || (owner == 0) != (kind == Kind.ISSUER || kind == Kind.CONVERSION)) {
      throw new IllegalArgumentException(kind + " account of " + owner);
    }
  }

  enum Kind {
    COIN,
    OPEN,
    /** What the platform has earned from the app whose account the owner is. */
    COMMISSION,
    /** Money whose owner is unclear; named after the account that it came from. */
    SUSPENSE,
    /** Takes a payer's coin and gives the order's instead; funded by operators, one per coin. */
    CONVERSION,
    /** Where money comes from; the only one that may be negative. */
    ISSUER
  }

  enum BalanceType {
    AVAILABLE,
    HELD
  }

  public static Account of(long uid, AccountKind kind) {
    return new Account(
        uid,
        switch (kind) {
          case COIN -> Kind.COIN;
          case OPEN -> Kind.OPEN;
        },
        BalanceType.AVAILABLE);
  }

  public static Account commission(long adminUid) {
    return new Account(adminUid, Kind.COMMISSION, BalanceType.AVAILABLE);
  }

  public static Account suspense(long formerUid) {
    return new Account(formerUid, Kind.SUSPENSE, BalanceType.AVAILABLE);
  }

  public static Account conversion() {
    return new Account(0, Kind.CONVERSION, BalanceType.AVAILABLE);
  }

  public static Account issuer() {
    return new Account(0, Kind.ISSUER, BalanceType.AVAILABLE);
  }

  /** The part of this account that is held: its owner cannot use it. */
  public Account held() {
    return new Account(owner, kind, BalanceType.HELD);
  }
}
