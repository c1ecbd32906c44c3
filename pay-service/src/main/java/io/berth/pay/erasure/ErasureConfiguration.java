package io.berth.pay.erasure;

import io.berth.api.operator.OperatorPayCommand.EraseUser;
import io.berth.service.command.CommandHandlers;
import io.berth.service.schedule.Repeating;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ErasureConfiguration {

  private static final Duration LOOK = Duration.ofMinutes(1);

  @Bean
  CommandHandlers erasureCommands(Erasures erasures) {
    return CommandHandlers.builder().on(EraseUser.class, erasures::erase).build();
  }

  @Bean
  Repeating erasureResuming(Erasures erasures) {
    return Repeating.afterPause("resuming erasures", LOOK, erasures::resume);
  }
}
