package io.berth.callback;

import io.berth.api.Outcome;
import io.berth.api.delivery.Acknowledgement;
import io.berth.api.order.OrderEvent;
import io.berth.api.order.OrderStatus;
import io.berth.dialect.Api;
import io.berth.dialect.Api.Cors;
import io.berth.dialect.Api.WireCode;
import io.berth.dialect.Dialect;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.ResponseBody;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.callback.Callbacks.Message;
import io.berth.dialect.http.HttpUrl;
import io.berth.dialect.page.Pages;
import io.berth.dialect.setting.Setting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A dialect that only calls back: paid orders, and any order on redo. */
abstract class TestDialect implements Dialect, Callbacks, Api {

  private final String id;
  private final IntFunction<@Nullable Duration> schedule;

  TestDialect(String id, IntFunction<@Nullable Duration> schedule) {
    this.id = id;
    this.schedule = schedule;
  }

  @Override
  public @Nullable Message message(OrderEvent event, App app, Instant now) {
    boolean told =
        event.kind() == OrderEvent.Kind.REDO || event.order().status() == OrderStatus.PAID;
    if (!told || app.links().callbackUrl() == null) {
      return null;
    }
    return new Message(
        "POST",
        HttpUrl.of(app.links().callbackUrl()),
        Map.of("Content-Type", "text/plain"),
        event.order().tradeNo().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Acknowledgement acknowledgement() {
    return Acknowledgement.status(200);
  }

  @Override
  public @Nullable Duration delayAfter(int attemptsMade) {
    return schedule.apply(attemptsMade);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  public Api api() {
    return this;
  }

  @Override
  public Pages pages() {
    return Pages.NONE;
  }

  @Override
  public Callbacks callbacks() {
    return this;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of();
  }

  @Override
  public Set<String> pathPrefixes() {
    return Set.of();
  }

  @Override
  public List<WireCode> codes() {
    return List.of();
  }

  @Override
  public Authentication authenticate(
      ApiRequest request, Endpoint endpoint, Apps apps, Instant now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ResponseBody refuse(Outcome.Refusal refusal, @Nullable Endpoint endpoint) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, String> signatureHeaders(App app, byte[] body, Instant now) {
    return Map.of();
  }

  @Override
  public Cors cors() {
    return Cors.NONE;
  }
}
