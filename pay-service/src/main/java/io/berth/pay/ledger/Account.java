package io.berth.pay.ledger;

import io.berth.api.AccountKind;
import io.berth.api.Realm;

/**
 * Account on one side of a posting.
 *
 * @param owner uid; {@link Realm#platformUid()} for what belongs to nobody: the issuer, conversion
 *     and clearing accounts
 */
public record Account(long owner, Kind kind, BalanceType balanceType) {

  public Account {
    if (owner < 0 || (owner == Realm.of(owner).platformUid()) != kind.isOfPlatform()) {
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
    /** What a person withdraws, until the bank has paid it or it is returned to them. */
    WITHDRAWAL,
    /** Deposit of the app whose account the owner is. */
    DEPOSIT,
    /** The other side of what came in by bank and went out, one per coin; may be negative. */
    BANK,
    /** Where money comes from; may be negative. */
    ISSUER;

    boolean isOfPlatform() {
      return this == ISSUER || this == CONVERSION || this == BANK;
    }
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

  public static Account conversion(Realm realm) {
    return new Account(realm.platformUid(), Kind.CONVERSION, BalanceType.AVAILABLE);
  }

  public static Account withdrawal(long uid) {
    return new Account(uid, Kind.WITHDRAWAL, BalanceType.AVAILABLE);
  }

  public static Account deposit(long adminUid) {
    return new Account(adminUid, Kind.DEPOSIT, BalanceType.AVAILABLE);
  }

  /** Banks have to do with live money only. */
  public static Account bank() {
    return new Account(0, Kind.BANK, BalanceType.AVAILABLE);
  }

  public static Account issuer(Realm realm) {
    return new Account(realm.platformUid(), Kind.ISSUER, BalanceType.AVAILABLE);
  }

  /** The part of this account that is held: its owner cannot use it. */
  public Account held() {
    return new Account(owner, kind, BalanceType.HELD);
  }
}
