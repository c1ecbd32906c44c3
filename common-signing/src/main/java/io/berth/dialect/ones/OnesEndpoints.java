package io.berth.dialect.ones;

import static io.berth.dialect.accesskey.AccessKeyParameters.REDIRECT_URL;

import io.berth.api.Outcome.Success;
import io.berth.dialect.accesskey.AccessKeyEndpoint;
import io.berth.dialect.accesskey.AccessKeyEndpoint.RawUrl;
import io.berth.dialect.accesskey.AccessKeyEnvelope;
import io.berth.dialect.accesskey.Operation;
import java.util.List;
import java.util.stream.Stream;

/** Lists this dialect's endpoints: those of today's document and the first published ones. */
final class OnesEndpoints {
  static final String PREFIX = "/v1/";

  static final List<AccessKeyEndpoint<?>> ALL =
      Stream.concat(
              Stream.of(
                      OnesAccountOperations.ALL, OnesPaymentOperations.ALL, OnesOrderOperations.ALL)
                  .flatMap(List::stream)
                  .<AccessKeyEndpoint<?>>map(OnesEndpoints::today),
              FirstEndpoints.ALL.stream())
          .toList();

  private OnesEndpoints() {}

  private static <S extends Success> AccessKeyEndpoint<S> today(Operation<S> operation) {
    return new AccessKeyEndpoint<>(
        operation.name(),
        List.of(PREFIX + operation.name()),
        operation,
        AccessKeyEnvelope.CODE,
        operation.methods().contains("GET")
            ? RawUrl.of(REDIRECT_URL, operation.declaration())
            : null);
  }
}
