package io.berth.pay.prepayment;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Realm;
import io.berth.api.account.AccountOutcome.AccountProfile;
import io.berth.api.account.ApiSessionCommand.ResolveSession;
import io.berth.api.order.PaymentCommand.ConfirmPrepayment;
import io.berth.pay.access.Access;
import io.berth.pay.access.Refused;
import io.berth.pay.did.DidService;
import io.berth.pay.order.Orders;
import io.berth.service.command.CommandHandler;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Pays a prepayment that its payer confirms in a client, with API session and pay password. */
@Component
class ConfirmPrepaymentHandler implements CommandHandler<ConfirmPrepayment> {

  private final Access access;
  private final Orders orders;
  private final DidService did;
  private final PrepaymentConfirmation confirmation;

  ConfirmPrepaymentHandler(
      Access access, Orders orders, DidService did, PrepaymentConfirmation confirmation) {
    this.access = access;
    this.orders = orders;
    this.did = did;
    this.confirmation = confirmation;
  }

  @Override
  public Mono<Outcome> handle(ConfirmPrepayment command, Caller caller) {
    if (caller.kind() != Caller.Kind.CLIENT) {
      throw Refused.because(ErrorCode.NO_PERMISSION, "not for " + caller.kind());
    }
    return did.demand(
            AccountProfile.class,
            new ResolveSession(command.sessionKey(), caller.realm()),
            DidService.AUTHORIZE_PAYMENT,
            caller.requestId())
        .flatMap(payer -> confirm(command, payer.uid(), caller));
  }

  private Mono<Outcome> confirm(ConfirmPrepayment command, long uid, Caller caller) {
    return orders
        .byId(command.orderId())
        .filter(stored -> stored.order().tradeNo().equals(command.tradeNo()))
        .filter(stored -> Realm.of(stored.order().appId()) == caller.realm())
        .filter(stored -> access.app(stored.order().appId()).dialect().equals(caller.dialect()))
        .switchIfEmpty(Refused.ifEmpty(ErrorCode.ORDER_UNKNOWN, command.tradeNo()))
        .flatMap(stored -> confirmation.confirm(stored, uid, command.payPassword(), caller));
  }
}
