package io.berth.pay;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.api.PayCommand;
import io.berth.api.balance.StatementCommand;
import io.berth.api.operator.OperatorPayCommand;
import io.berth.api.order.PaidEventCommand;
import io.berth.api.reconciliation.ReconciliationCommand;
import io.berth.api.reconciliation.ReconciliationCommand.PutReconciliation;
import io.berth.dialect.Dialects;
import io.berth.pay.access.Refused;
import io.berth.pay.did.DidService;
import io.berth.pay.operator.OperatorPayCommands;
import io.berth.pay.order.OrderCommands;
import io.berth.pay.publication.DeliveryComparisons;
import io.berth.pay.reconciliation.ReconciliationCommands;
import io.berth.pay.statement.Statements;
import io.berth.service.command.CommandClient;
import io.berth.service.command.CommandDispatcher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Joins the features with what all services share. */
@Configuration(proxyBeanMethods = false)
class PayConfiguration {

  @Bean
  Dialects dialects() {
    return Dialects.installed();
  }

  @Bean
  DidService didService(CommandClient client) {
    return (command, permission, requestId) -> client.asService(command, requestId, permission);
  }

  /** A refusal is an outcome; an error is none of the caller's business. */
  @Bean
  CommandDispatcher commandHandler(
      OrderCommands orders,
      OperatorPayCommands operators,
      Statements statements,
      ReconciliationCommands reconciliations,
      DeliveryComparisons comparisons) {
    return (command, caller) ->
        Mono.defer(
                () ->
                    switch (command) {
                      case OperatorPayCommand asked -> operators.handle(asked, caller);
                      case StatementCommand asked -> statements.handle(asked, caller);
                      case PutReconciliation put -> reconciliations.put(put, caller);
                      case ReconciliationCommand asked -> reconciliations.handle(asked, caller);
                      case PaidEventCommand asked -> comparisons.answer(asked, caller);
                      case PayCommand pay -> orders.handle(pay, caller);
                      default ->
                          Mono.just(
                              Refusal.of(ErrorCode.BAD_PARAMETER, "this is another service's"));
                    })
            .onErrorResume(Refused.class, refused -> Mono.just(refused.refusal()));
  }
}
