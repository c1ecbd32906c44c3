package io.berth.dialect.ones;

import io.berth.api.Caller;
import io.berth.api.Outcome.Done;
import io.berth.api.Outcome.Success;
import io.berth.dialect.accesskey.AccessKeyEndpoint;
import io.berth.dialect.accesskey.AccessKeyEndpoint.Reader;
import io.berth.dialect.accesskey.AccessKeyEnvelope;
import io.berth.dialect.api.JsonData;
import java.util.Set;

/**
 * Makes this dialect's endpoints; only servers call.
 *
 * @param envelope that all answers come in
 */
record OnesEndpoints(AccessKeyEnvelope envelope) {
  static final String PREFIX = "/v1/";

  /** Nothing to show. */
  static final JsonData<Done> EMPTY =
      JsonData.object(
          Done.class,
          (json, done, context) -> AccessKeyEnvelope.writeEmpty(json, JsonData.Shape.OBJECT));

  private static final Set<Caller.Kind> SERVER = Set.of(Caller.Kind.SERVER);

  <S extends Success> AccessKeyEndpoint<S> post(String name, Reader reader, JsonData<S> data) {
    return new AccessKeyEndpoint<>(
        name, Set.of("POST"), PREFIX + name, SERVER, reader, data, envelope, null, Set.of());
  }

  /**
   * @param queryUrl parameter that may hold an un-encoded URL when it comes in a query
   * @param queryNames all parameters
   */
  <S extends Success> AccessKeyEndpoint<S> postOrGet(
      String name, Reader reader, JsonData<S> data, String queryUrl, Set<String> queryNames) {
    return new AccessKeyEndpoint<>(
        name,
        Set.of("POST", "GET"),
        PREFIX + name,
        SERVER,
        reader,
        data,
        envelope,
        queryUrl,
        queryNames);
  }
}
