package io.berth.pay.order;

import io.berth.api.order.OrderCommand.ReadOrderLife;
import io.berth.api.order.OrderCommand.SearchOrders;
import io.berth.api.order.PaymentCommand.ReadHistory;
import io.berth.api.order.PaymentCommand.ReadOrder;
import io.berth.api.order.PaymentCommand.ReadTransfer;
import io.berth.api.order.PaymentCommand.RedoCallback;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
  CommandHandlers consoleOrderCommands(OrderSearch search, OrderLives lives) {
    return CommandHandlers.builder()
        .on(SearchOrders.class, search)
        .on(ReadOrderLife.class, lives)
        .build();
  }
}
