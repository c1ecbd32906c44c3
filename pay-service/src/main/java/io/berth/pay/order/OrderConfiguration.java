package io.berth.pay.order;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.api.order.OrderCommand.FindCompanyOrders;
import io.berth.api.order.OrderCommand.FindOrders;
import io.berth.api.order.OrderCommand.ReadOrderLife;
import io.berth.api.order.OrderCommand.SearchOrders;
import io.berth.api.order.OrderCommand.SortOrders;
import io.berth.api.order.OrderCommand.SumOrders;
import io.berth.api.order.PaymentCommand.ReadHistory;
import io.berth.api.order.PaymentCommand.ReadOrder;
import io.berth.api.order.PaymentCommand.ReadTransfer;
import io.berth.api.order.PaymentCommand.RedoCallback;
import io.berth.dialect.api.Apps;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class OrderConfiguration {

  @Bean
  CommandHandlers orderCommands(
      ReadOrderHandler order,
      ReadHistoryHandler history,
      ReadTransferHandler transfer,
      RedoCallbackHandler callback) {
    return CommandHandlers.builder()
        .on(ReadOrder.class, order)
        .on(ReadHistory.class, history)
        .on(ReadTransfer.class, transfer)
        .on(RedoCallback.class, callback)
        .build();
  }

  @Bean
  CommandHandlers consoleOrderCommands(
      OrderSearch search, OrderLookup lookup, OrderLives lives, Apps apps) {
    return CommandHandlers.builder()
        .on(SearchOrders.class, search)
        .on(SortOrders.class, search::sort)
        .on(SumOrders.class, search::sum)
        .on(
            FindCompanyOrders.class,
            (find, _) ->
                apps.isComplete()
                    ? lookup.find(apps.ofCompany(find.companyId()), find.number())
                    : Mono.just(Refusal.of(ErrorCode.TIMEOUT)))
        .on(
            FindOrders.class,
            (find, _) ->
                apps.isComplete()
                    ? lookup.find(apps.all(), find.number())
                    : Mono.just(Refusal.of(ErrorCode.TIMEOUT)))
        .on(ReadOrderLife.class, lives)
        .build();
  }
}
