package io.berth.did.publication;

import io.berth.api.app.ManagementCommand.Republish;
import io.berth.did.command.CallerRules;
import io.berth.service.audit.AuditLog;
import io.berth.service.command.CommandHandlers;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles the command that publishes every record again. */
@Configuration(proxyBeanMethods = false)
class PublicationCommands {

  @Bean
  CommandHandlers publicationHandlers(Republisher republisher, AuditLog audit) {
    return CommandHandlers.builder()
        .on(
            Republish.class,
            (_, caller) ->
                CallerRules.operator(
                    caller,
                    () ->
                        audit
                            .write(caller, "platform.republish", "platform", "", Map.of())
                            .then(republisher.republish())))
        .build();
  }
}
