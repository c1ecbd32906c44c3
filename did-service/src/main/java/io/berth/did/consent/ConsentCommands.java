package io.berth.did.consent;

import io.berth.api.token.TokenCommand.AuthorizeInSession;
import io.berth.did.command.CallerRules;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles the commands of apps about the consent of their users. */
@Configuration(proxyBeanMethods = false)
class ConsentCommands {

  @Bean
  CommandHandlers consentHandlers(SessionConsents consents) {
    return CommandHandlers.builder()
        .on(
            AuthorizeInSession.class,
            (authorize, caller) ->
                CallerRules.app(caller, app -> consents.authorize(authorize, app, caller.realm())))
        .build();
  }
}
