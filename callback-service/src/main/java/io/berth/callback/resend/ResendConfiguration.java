package io.berth.callback.resend;

import io.berth.api.delivery.DeliveryCommand.ResendCallbacks;
import io.berth.api.delivery.DeliveryCommand.ResendFailed;
import io.berth.callback.app.CallerApps;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ResendConfiguration {

  @Bean
  CommandHandlers resendCommands(CallerApps apps, Resends resends) {
    return CommandHandlers.builder()
        .on(ResendCallbacks.class, apps.handler(resends::orders))
        .on(ResendFailed.class, apps.handler(resends::failed))
        .build();
  }
}
