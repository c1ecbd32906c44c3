package io.berth.callback.drill;

import io.berth.api.delivery.DeliveryCommand.SendTestCallback;
import io.berth.api.delivery.DrillCommand.ReadDrill;
import io.berth.api.delivery.DrillCommand.StartDrill;
import io.berth.callback.app.CallerApps;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DrillConfiguration {

  @Bean
  CommandHandlers drillCommands(CallerApps apps, Drills drills, TestCallbacks tests) {
    return CommandHandlers.builder()
        .on(StartDrill.class, apps.handler(drills::start))
        .on(ReadDrill.class, apps.handler(drills::read))
        .on(SendTestCallback.class, apps.handler(tests::send))
        .build();
  }
}
