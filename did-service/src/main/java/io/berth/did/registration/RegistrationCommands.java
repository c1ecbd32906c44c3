package io.berth.did.registration;

import io.berth.api.account.ApiSessionCommand.CompleteRegistration;
import io.berth.api.account.ApiSessionCommand.Register;
import io.berth.did.command.CallerRules;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles registrations without a page. */
@Configuration(proxyBeanMethods = false)
class RegistrationCommands {

  @Bean
  CommandHandlers registrationHandlers(ApiRegistrations registrations) {
    return CommandHandlers.builder()
        .on(
            Register.class,
            (register, caller) ->
                CallerRules.client(
                    caller, address -> registrations.begin(register, caller.realm(), address)))
        .on(
            CompleteRegistration.class,
            (complete, caller) ->
                CallerRules.client(caller, address -> registrations.complete(complete, address)))
        .build();
  }
}
