package io.berth.dialect.dragonex;

import io.berth.api.Outcome.Success;
import io.berth.dialect.accesskey.AccessKeyEndpoint;
import io.berth.dialect.accesskey.AccessKeyEnvelope;
import io.berth.dialect.accesskey.Operation;
import io.berth.dialect.accesskey.operation.BalanceOperations;
import io.berth.dialect.accesskey.operation.LoginOperations;
import io.berth.dialect.accesskey.operation.MarketOperations;
import io.berth.dialect.accesskey.operation.OrderOperations;
import io.berth.dialect.accesskey.operation.PaymentOperations;
import java.util.List;
import java.util.stream.Stream;

/** Lists this dialect's endpoints: servers POST, front ends GET or POST. */
final class DragonexEndpoints {
  static final String PREFIX = "/api/v1/";

  static final List<AccessKeyEndpoint<?>> ALL =
      Stream.<Operation<?>>of(
              LoginOperations.LOGIN,
              LoginOperations.REFRESH,
              LoginOperations.LOGOUT,
              LoginOperations.STATUS,
              LoginOperations.USER,
              PaymentOperations.prepay(DragonexLogin.DEVICE),
              PaymentOperations.PAY_COIN_ACCOUNT,
              PaymentOperations.RETURN_ORDER,
              PaymentOperations.CHARGE_OPEN_ACCOUNT,
              PaymentOperations.PAY_OPEN_ACCOUNT,
              BalanceOperations.USER_COIN_LIST,
              BalanceOperations.USER_COIN_DETAIL,
              BalanceOperations.USER_OPEN_LIST,
              BalanceOperations.USER_OPEN_DETAIL,
              BalanceOperations.ADMIN_COIN_LIST,
              BalanceOperations.ADMIN_COIN_DETAIL,
              BalanceOperations.ADMIN_OPEN_LIST,
              BalanceOperations.ADMIN_OPEN_DETAIL,
              OrderOperations.DETAIL,
              OrderOperations.HISTORY,
              OrderOperations.REDO,
              MarketOperations.REAL_LIST)
          .<AccessKeyEndpoint<?>>map(DragonexEndpoints::at)
          .toList();

  private DragonexEndpoints() {}

  private static <S extends Success> AccessKeyEndpoint<S> at(Operation<S> operation) {
    String name = operation.name();
    return new AccessKeyEndpoint<>(
        name, List.of(PREFIX + name + '/'), operation, AccessKeyEnvelope.OK_AND_CODE, null);
  }
}
