package io.berth.pay.order;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.order.PaymentCommand.RedoCallback;
import io.berth.dialect.api.App;
import io.berth.pay.access.Access;
import io.berth.pay.access.Refused;
import io.berth.service.command.CommandHandler;
import io.berth.service.wakeup.WakeUp;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sends the merchant another callback about one of its orders. */
@Component
class RedoCallbackHandler implements CommandHandler<RedoCallback> {

  private final Access access;
  private final Orders orders;
  private final WakeUp wakeUp;

  RedoCallbackHandler(Access access, Orders orders, WakeUp wakeUp) {
    this.access = access;
    this.orders = orders;
    this.wakeUp = wakeUp;
  }

  @Override
  public Mono<Outcome.Done> handle(RedoCallback command, Caller caller) {
    if (caller.kind() != Caller.Kind.SERVER) {
      throw Refused.because(ErrorCode.NO_PERMISSION, "not for " + caller.kind());
    }
    App app = access.app(caller);
    return orders
        .find(app.appId(), command.order())
        .flatMap(stored -> orders.resend(stored.order().id(), caller.requestId()))
        .doOnSuccess(done -> wakeUp.signal())
        .thenReturn(new Outcome.Done());
  }
}
