package io.berth.dialect.parameter;

import io.berth.api.Subject;
import io.berth.api.balance.CoinReference;
import io.berth.api.order.OrderReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads a user, coin or order that a request may name in two ways. An empty string or 0 counts as
 * absent; whether two names mean the same thing is for the core to say, which knows what they name.
 */
public final class Alternatives {
  private static final int MAX_NAME = 128;

  private Alternatives() {}

  /** Null where neither is given. */
  public static @Nullable Subject user(Params params, String openIdName, String uidName) {
    String openId = params.optional(openIdName, MAX_NAME);
    openId = openId.equals("0") ? "" : openId;
    long uid = params.number(uidName, 0, Long.MAX_VALUE, 0);
    if (openId.isEmpty()) {
      return uid == 0 ? null : new Subject.Uid(uid);
    }
    return uid == 0 ? new Subject.OpenId(openId) : new Subject.OpenIdAndUid(openId, uid);
  }

  /** A problem where neither is given. */
  public static Subject requiredUser(Params params, String openIdName, String uidName) {
    Subject user = user(params, openIdName, uidName);
    if (user == null) {
      params.refuse(openIdName + " or " + uidName + ": missing");
      return new Subject.Uid(0);
    }
    return user;
  }

  /** Null where neither is given. */
  public static @Nullable CoinReference coin(Params params, String codeName, String idName) {
    String code = params.optional(codeName, MAX_NAME);
    code = code.equals("0") ? "" : code;
    int id = (int) params.number(idName, 0, Integer.MAX_VALUE, 0);
    if (code.isEmpty()) {
      return id == 0 ? null : new CoinReference.Id(id);
    }
    return id == 0 ? new CoinReference.Code(code) : new CoinReference.CodeAndId(code, id);
  }

  /** A problem where neither is given. */
  public static CoinReference requiredCoin(Params params, String codeName, String idName) {
    CoinReference coin = coin(params, codeName, idName);
    if (coin == null) {
      params.refuse(codeName + " or " + idName + ": missing");
      return new CoinReference.Id(0);
    }
    return coin;
  }

  /** A problem where neither is given. */
  public static OrderReference requiredOrder(Params params, String tradeNoName, String idName) {
    String tradeNo = params.optional(tradeNoName, MAX_NAME);
    long id = params.number(idName, 0, Long.MAX_VALUE, 0);
    tradeNo = tradeNo.equals("0") && id != 0 ? "" : tradeNo;
    if (tradeNo.isEmpty() && id == 0) {
      params.refuse(tradeNoName + " or " + idName + ": missing");
    }
    if (tradeNo.isEmpty()) {
      return new OrderReference.OrderId(id);
    }
    return id == 0
        ? new OrderReference.TradeNo(tradeNo)
        : new OrderReference.TradeNoAndOrderId(tradeNo, id);
  }
}
