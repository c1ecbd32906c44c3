package io.berth.service.trace;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Carries the request id from Reactor's context into the logs' MDC, on whatever thread. */
public final class RequestIdAccessor implements ThreadLocalAccessor<String> {

  @Override
  public Object key() {
    return RequestId.KEY;
  }

  @Override
  public @Nullable String getValue() {
    return MDC.get(RequestId.KEY);
  }

  @Override
  public void setValue(String value) {
    MDC.put(RequestId.KEY, value);
  }

  @Override
  public void setValue() {
    MDC.remove(RequestId.KEY);
  }
}
