package io.berth.did.recovery;

import io.berth.api.account.ApiSessionCommand.SetPassword;
import io.berth.api.account.ApiSessionCommand.SetPayPassword;
import io.berth.api.account.ApiSessionCommand.StartRecovery;
import io.berth.api.account.ApiSessionCommand.VerifyRecovery;
import io.berth.did.command.CallerRules;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles password resets without a page. */
@Configuration(proxyBeanMethods = false)
class RecoveryCommands {

  @Bean
  CommandHandlers recoveryHandlers(ApiRecoveries recoveries, ApiPasswordResets resets) {
    return CommandHandlers.builder()
        .on(
            StartRecovery.class,
            (start, caller) ->
                CallerRules.client(
                    caller, address -> recoveries.begin(start, caller.realm(), address)))
        .on(
            VerifyRecovery.class,
            (verify, caller) ->
                CallerRules.client(caller, address -> recoveries.verify(verify, address)))
        .on(
            SetPassword.class,
            (set, caller) ->
                CallerRules.client(caller, address -> resets.setPassword(set, caller, address)))
        .on(
            SetPayPassword.class,
            (set, caller) ->
                CallerRules.client(caller, address -> resets.setPayPassword(set, caller, address)))
        .build();
  }
}
