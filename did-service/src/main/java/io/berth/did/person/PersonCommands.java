package io.berth.did.person;

import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.person.PersonCommand.EraseOwnAccount;
import io.berth.api.person.PersonCommand.ErasePerson;
import io.berth.api.person.PersonCommand.ExportPerson;
import io.berth.api.person.PersonCommand.ReadPersonalData;
import io.berth.did.command.CallerRules;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles pay-service's commands about people, who has looked at what they own. */
@Configuration(proxyBeanMethods = false)
class PersonCommands {

  private static final String ERASE = "person:erase";

  @Bean
  CommandHandlers personHandlers(PersonalRows rows, Exports exports, Erasures erasures) {
    return CommandHandlers.builder()
        .on(
            ReadPersonalData.class,
            (read, caller) ->
                CallerRules.service(
                    caller,
                    ERASE,
                    () ->
                        rows.read(read.uid())
                            .cast(Outcome.class)
                            .defaultIfEmpty(Invalid.of("uid", "unknown"))))
        .on(
            ExportPerson.class,
            (export, caller) ->
                CallerRules.service(
                    caller, ERASE, () -> exports.export(export, caller.requestId())))
        .on(
            EraseOwnAccount.class,
            (erase, caller) ->
                CallerRules.service(
                    caller, ERASE, () -> erasures.eraseOwn(erase, caller.requestId())))
        .on(
            ErasePerson.class,
            (erase, caller) ->
                CallerRules.service(caller, ERASE, () -> erasures.erase(erase, caller.requestId())))
        .build();
  }
}
