package io.berth.did.application;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.application.ApplicationCommand.DecideApplication;
import io.berth.api.application.ApplicationCommand.OperateApplications;
import io.berth.api.application.ApplicationCommand.ReadApplicationQueue;
import io.berth.api.application.ApplicationCommand.ReadApplications;
import io.berth.api.application.ApplicationCommand.SaveApplication;
import io.berth.api.application.ApplicationCommand.SendApplication;
import io.berth.api.application.ApplicationCommand.WithdrawApplication;
import io.berth.service.command.CommandHandlers;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles commands about applications; the command endpoint has checked their permission. */
@Configuration(proxyBeanMethods = false)
class ApplicationConfiguration {

  @Bean
  CommandHandlers applicationHandlers(Applications applications, ApplicationDecisions decisions) {
    return CommandHandlers.builder()
        .on(
            ReadApplications.class,
            (_, caller) ->
                applications.read(appId(caller)).defaultIfEmpty(Refusal.of(ErrorCode.APP_UNKNOWN)))
        .on(
            SaveApplication.class,
            (save, caller) -> applications.save(appId(caller), save.application()))
        .on(
            SendApplication.class,
            (send, caller) -> applications.send(appId(caller), send.application(), caller))
        .on(WithdrawApplication.class, (_, caller) -> applications.withdraw(appId(caller), caller))
        .on(ReadApplicationQueue.class, (_, _) -> applications.queue())
        .on(
            OperateApplications.class,
            (read, _) -> applications.read(read.app()).defaultIfEmpty(Invalid.of("app", "unknown")))
        .on(DecideApplication.class, decisions::decide)
        .build();
  }

  private static String appId(Caller caller) {
    return Objects.requireNonNull(caller.appId());
  }
}
