package io.berth.pay;

import io.berth.api.CallbackCommand;
import io.berth.api.DidCommand;
import io.berth.api.DoctorCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.api.PayCommand;
import io.berth.dialect.Dialects;
import io.berth.pay.did.DidService;
import io.berth.pay.order.OrderCommands;
import io.berth.service.command.CommandClient;
import io.berth.service.command.CommandHandler;
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

  @Bean
  CommandHandler commandHandler(OrderCommands orders) {
    return (command, caller) ->
        switch (command) {
          case PayCommand pay -> orders.handle(pay, caller);
          case DidCommand _, CallbackCommand _, DoctorCommand _ ->
              Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "this is another service's"));
        };
  }
}
