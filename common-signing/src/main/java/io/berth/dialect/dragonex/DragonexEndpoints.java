package io.berth.dialect.dragonex;

import io.berth.api.Caller;
import io.berth.api.Outcome.Done;
import io.berth.api.Outcome.Success;
import io.berth.dialect.accesskey.AccessKeyEndpoint;
import io.berth.dialect.accesskey.AccessKeyEndpoint.Reader;
import io.berth.dialect.accesskey.AccessKeyEnvelope;
import io.berth.dialect.api.JsonData;
import java.util.Set;

/**
 * Makes this dialect's endpoints: servers POST, front ends GET or POST.
 *
 * @param envelope that all answers come in
 */
record DragonexEndpoints(AccessKeyEnvelope envelope) {
  static final String PREFIX = "/api/v1/";

  /** Nothing to show. */
  static final JsonData<Done> EMPTY =
      JsonData.object(
          Done.class,
          (json, done, context) -> AccessKeyEnvelope.writeEmpty(json, JsonData.Shape.OBJECT));

  <S extends Success> AccessKeyEndpoint<S> server(String path, Reader reader, JsonData<S> data) {
    return endpoint(path, Set.of("POST"), Set.of(Caller.Kind.SERVER), reader, data);
  }

  <S extends Success> AccessKeyEndpoint<S> clientGet(String path, Reader reader, JsonData<S> data) {
    return endpoint(path, Set.of("GET"), Set.of(Caller.Kind.CLIENT), reader, data);
  }

  <S extends Success> AccessKeyEndpoint<S> both(String path, Reader reader, JsonData<S> data) {
    Set<Caller.Kind> callers = Set.of(Caller.Kind.SERVER, Caller.Kind.CLIENT);
    return endpoint(path, Set.of("GET", "POST"), callers, reader, data);
  }

  private <S extends Success> AccessKeyEndpoint<S> endpoint(
      String path, Set<String> methods, Set<Caller.Kind> callers, Reader reader, JsonData<S> data) {
    String name = path.substring(1, path.length() - 1);
    return new AccessKeyEndpoint<>(
        name, methods, PREFIX + path.substring(1), callers, reader, data, envelope, null, Set.of());
  }
}
