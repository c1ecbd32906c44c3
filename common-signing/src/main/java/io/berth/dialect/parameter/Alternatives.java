package io.berth.dialect.parameter;

import io.berth.api.Subject;
import io.berth.api.balance.CoinReference;
import io.berth.api.order.OrderReference;
import io.berth.dialect.parameter.Parameter.Group;
import io.berth.dialect.parameter.Parameter.Named;
import io.berth.dialect.parameter.Parameter.Rule;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Parameter.Whole;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Declares a user, coin or order that a request may name in two ways. An empty string or 0 counts
 * as absent; whether two names mean the same thing is for the core to say, which knows what they
 * name.
 */
public final class Alternatives {
  private static final int MAX_NAME = 128;

  private Alternatives() {}

  /** A problem where neither is given. */
  public static Group<Subject> requiredUser(String openIdName, String uidName, String whose) {
    Text openId = openId(openIdName, whose);
    Whole uid = uid(uidName, whose);
    return required(
        openId,
        uid,
        params -> {
          Subject user = user(params, openId, uid);
          return user == null ? missing(params, openId, uid, new Subject.Uid(0)) : user;
        });
  }

  /** Empty where neither is given. */
  public static Group<Optional<Subject>> user(String openIdName, String uidName, String whose) {
    Text openId = openId(openIdName, whose);
    Whole uid = uid(uidName, whose);
    return new Group<>(
        List.of(openId, uid), Rule.ANY, params -> Optional.ofNullable(user(params, openId, uid)));
  }

  /** A problem where neither is given. */
  public static Group<CoinReference> requiredCoin(String codeName, String idName) {
    Text codes = Text.optional(codeName, MAX_NAME, "Code of the coin");
    Whole ids = Whole.optional(idName, Integer.MAX_VALUE, "Id of the coin");
    return required(
        codes,
        ids,
        params -> {
          String code = unlessZero(codes.read(params));
          int id = ids.read(params).intValue();
          if (code.isEmpty()) {
            return id == 0
                ? missing(params, codes, ids, new CoinReference.Id(0))
                : new CoinReference.Id(id);
          }
          return id == 0 ? new CoinReference.Code(code) : new CoinReference.CodeAndId(code, id);
        });
  }

  /** A problem where neither is given. */
  public static Group<OrderReference> requiredOrder(String tradeNoName, String idName) {
    Text tradeNos = Text.optional(tradeNoName, MAX_NAME, "The merchant's number of the order");
    Whole ids = Whole.optional(idName, Long.MAX_VALUE, "The platform's number of the order");
    return required(
        tradeNos,
        ids,
        params -> {
          String tradeNo = tradeNos.read(params);
          long id = ids.read(params);
          tradeNo = tradeNo.equals("0") && id != 0 ? "" : tradeNo;
          if (tradeNo.isEmpty()) {
            return id == 0
                ? missing(params, tradeNos, ids, new OrderReference.OrderId(0))
                : new OrderReference.OrderId(id);
          }
          return id == 0
              ? new OrderReference.TradeNo(tradeNo)
              : new OrderReference.TradeNoAndOrderId(tradeNo, id);
        });
  }

  private static <T> Group<T> required(
      Named<?> first, Named<?> second, Function<Params, T> reader) {
    return new Group<>(List.of(first, second), Rule.AT_LEAST_ONE, reader);
  }

  private static <T> T missing(Params params, Named<?> first, Named<?> second, T harmless) {
    params.refuse(first.name() + " or " + second.name() + ": missing");
    return harmless;
  }

  private static Text openId(String name, String whose) {
    return Text.optional(name, MAX_NAME, whose + ", by OpenId");
  }

  private static Whole uid(String name, String whose) {
    return Whole.optional(name, Long.MAX_VALUE, whose + ", by uid");
  }

  /** Null where neither is given. */
  private static @Nullable Subject user(Params params, Text openIds, Whole uids) {
    String openId = unlessZero(openIds.read(params));
    long uid = uids.read(params);
    if (openId.isEmpty()) {
      return uid == 0 ? null : new Subject.Uid(uid);
    }
    return uid == 0 ? new Subject.OpenId(openId) : new Subject.OpenIdAndUid(openId, uid);
  }

  private static String unlessZero(String name) {
    return name.equals("0") ? "" : name;
  }
}
