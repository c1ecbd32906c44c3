package io.berth.callback.drill;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.delivery.DeliveryCommand.SendTestCallback;
import io.berth.api.delivery.DeliveryOutcome;
import io.berth.callback.app.CallerApp;
import io.berth.dialect.api.App;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.callback.Callbacks.Message;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sends one callback of an order that does not exist, and returns the response. */
@Component
class TestCallbacks {

  private static final Logger log = LoggerFactory.getLogger(TestCallbacks.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final SandboxCalls calls;
  private final Cooldown pace = new Cooldown(PERIOD, System::nanoTime);

  TestCallbacks(SandboxCalls calls) {
    this.calls = calls;
  }

  Mono<Outcome> send(SendTestCallback command, CallerApp caller) {
    App app = caller.app();
    Callbacks callbacks = caller.callbacks();
    String url = command.url();
    Invalid problem = Target.problem(app, callbacks, url);
    if (problem != null) {
      return Mono.just(problem);
    }
    Instant now = Instant.now();
    Message message =
        callbacks.message(
            SandboxOrder.of("BERTH-TEST", BigDecimal.ONE, now)
                .event(app, callbacks, url, caller.requestId()),
            app,
            now);
    if (message == null) {
      return Mono.just(Invalid.of("callbackUrl", "unmakeable"));
    }
    if (!pace.allows(app.appId())) {
      return Mono.just(Refusal.of(ErrorCode.TOO_FREQUENT));
    }
    log.info("test callback of {} to {}", app.appId(), message.url().origin());
    return calls
        .send(app, callbacks, message, caller.requestId())
        .<Outcome>map(
            result ->
                new DeliveryOutcome.Tried(
                    SandboxCalls.shown(message), result, callbacks.acknowledgement()))
        .defaultIfEmpty(Refusal.of(ErrorCode.TOO_FREQUENT));
  }
}
