package io.berth.did.session;

import io.berth.api.account.ApiSessionCommand.ReadAccount;
import io.berth.api.account.ApiSessionCommand.ResolveSession;
import io.berth.api.account.ApiSessionCommand.SignIn;
import io.berth.did.command.CallerRules;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles the commands of people whose API session is carried as a key. */
@Configuration(proxyBeanMethods = false)
class SessionCommands {

  @Bean
  CommandHandlers sessionHandlers(ApiSessions sessions) {
    return CommandHandlers.builder()
        .on(
            ResolveSession.class,
            (resolve, caller) ->
                CallerRules.service(
                    caller,
                    "payment:authorize",
                    () -> sessions.account(resolve.sessionKey(), resolve.realm())))
        .on(
            SignIn.class,
            (signIn, caller) ->
                CallerRules.client(
                    caller, address -> sessions.signIn(signIn, caller.realm(), address)))
        .on(
            ReadAccount.class,
            (read, caller) ->
                CallerRules.client(
                    caller, _ -> sessions.account(read.sessionKey(), caller.realm())))
        .build();
  }
}
