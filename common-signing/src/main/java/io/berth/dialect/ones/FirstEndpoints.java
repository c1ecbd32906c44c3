package io.berth.dialect.ones;

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

/** Lists the endpoints of the protocol's first editions, which clients still call. */
final class FirstEndpoints {
  static final List<AccessKeyEndpoint<?>> ALL =
      List.of(
          endsWithSlash(LoginOperations.LOGIN),
          endsWithSlash(LoginOperations.REFRESH),
          endsWithSlash(LoginOperations.LOGOUT),
          onlyWithSlash(LoginOperations.USER),
          endsWithout(PaymentOperations.prepay(OnesShapes.DEVICE)),
          endsWithout(PaymentOperations.PAY_COIN_ACCOUNT),
          endsWithout(PaymentOperations.RETURN_ORDER),
          endsWithSlash(BalanceOperations.USER_COIN_LIST),
          endsWithSlash(BalanceOperations.ADMIN_COIN_LIST),
          endsWithSlash(OrderOperations.DETAIL),
          endsWithSlash(OrderOperations.HISTORY),
          endsWithSlash(OrderOperations.REDO),
          endsWithSlash(MarketOperations.REAL_LIST));

  private FirstEndpoints() {}

  private static AccessKeyEndpoint<?> endsWithSlash(Operation<?> operation) {
    return at(operation, path(operation) + '/', path(operation));
  }

  private static AccessKeyEndpoint<?> endsWithout(Operation<?> operation) {
    return at(operation, path(operation), path(operation) + '/');
  }

  /** Without the slash, the path is an endpoint of today's document. */
  private static AccessKeyEndpoint<?> onlyWithSlash(Operation<?> operation) {
    return at(operation, path(operation) + '/');
  }

  private static String path(Operation<?> operation) {
    return OnesEndpoints.PREFIX + operation.name();
  }

  private static <S extends Success> AccessKeyEndpoint<S> at(
      Operation<S> operation, String... paths) {
    return new AccessKeyEndpoint<>(
        "first/" + operation.name(),
        List.of(paths),
        operation,
        AccessKeyEnvelope.OK_AND_CODE,
        null);
  }
}
