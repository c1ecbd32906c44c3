package io.berth.pay.person;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.operator.OperatorPayCommand.ExportUser;
import io.berth.api.operator.OperatorPayOutcome.UserExport;
import io.berth.api.person.PersonCommand.ExportPerson;
import io.berth.api.person.PersonOutcome.PersonalData;
import io.berth.pay.did.DidService;
import io.berth.service.command.CommandHandlers;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Gives operators the data of people who ask for it by another way than their account page. */
@Configuration(proxyBeanMethods = false)
class PersonConfiguration {

  private final DidService did;
  private final PersonalExport export;

  PersonConfiguration(DidService did, PersonalExport export) {
    this.did = did;
    this.export = export;
  }

  @Bean
  CommandHandlers personCommands() {
    return CommandHandlers.builder().on(ExportUser.class, this::export).build();
  }

  private Mono<Outcome> export(ExportUser asked, Caller operator) {
    return asked.after() == null
        ? did.ask(
                new ExportPerson(
                    asked.uid(),
                    Objects.requireNonNull(operator.uid()),
                    operator.address(),
                    asked.reason()),
                DidService.ERASE_PERSON,
                operator.requestId())
            .flatMap(
                outcome ->
                    outcome instanceof PersonalData person
                        ? export.first(person).map(PersonConfiguration::part)
                        : Mono.just(outcome))
        : export.next(asked.uid(), asked.after()).map(PersonConfiguration::part);
  }

  private static Outcome part(PersonalExport.Part part) {
    return new UserExport(part.json(), part.next());
  }
}
