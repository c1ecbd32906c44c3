package io.berth.did.identity;

import io.berth.api.user.UserCommand.ReadPeople;
import io.berth.api.user.UserCommand.ReadUser;
import io.berth.api.user.UserCommand.ResolveIdentities;
import io.berth.did.command.CallerRules;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles the questions of apps and services about users. */
@Configuration(proxyBeanMethods = false)
class IdentityCommands {

  private static final String RESOLVE = "identity:resolve";

  @Bean
  CommandHandlers identityHandlers(Profiles profiles) {
    return CommandHandlers.builder()
        .on(
            ReadUser.class,
            (read, caller) ->
                CallerRules.app(caller, app -> profiles.read(read.user(), caller, app)))
        .on(
            ResolveIdentities.class,
            (resolve, caller) ->
                CallerRules.service(caller, RESOLVE, () -> profiles.resolve(resolve)))
        .on(
            ReadPeople.class,
            (read, caller) -> CallerRules.service(caller, RESOLVE, () -> profiles.people(read)))
        .build();
  }
}
