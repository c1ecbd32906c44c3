package io.berth.did.foureyes;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.change.FourEyesCommand.AskFourEyes;
import io.berth.api.change.FourEyesCommand.CheckConfirmer;
import io.berth.api.change.FourEyesCommand.TellOperators;
import io.berth.did.command.CallerRules;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Handles the questions of services whose changes need a second operator. */
@Configuration(proxyBeanMethods = false)
class FourEyesCommands {

  private static final String ASK = "operators:ask";
  private static final int MOST_MAILED = 50;

  @Bean
  CommandHandlers fourEyesHandlers(OperatorTenures tenures, ChangeMails mails) {
    return CommandHandlers.builder()
        .on(
            AskFourEyes.class,
            (ask, caller) ->
                CallerRules.service(
                    caller,
                    ASK,
                    () -> tenures.ask(ask.requester(), ask.payee()).cast(Outcome.class)))
        .on(
            CheckConfirmer.class,
            (check, caller) -> CallerRules.service(caller, ASK, () -> mayConfirm(check, tenures)))
        .on(
            TellOperators.class,
            (tell, caller) -> CallerRules.service(caller, ASK, () -> send(tell, mails)))
        .build();
  }

  private static Mono<Outcome> mayConfirm(CheckConfirmer check, OperatorTenures tenures) {
    return tenures
        .mayConfirm(check.confirmer(), check.requester(), check.requestedAt())
        .map(may -> may ? new Outcome.Done() : Refusal.of(ErrorCode.NO_PERMISSION));
  }

  private static Mono<Outcome> send(TellOperators tell, ChangeMails mails) {
    return tell.changes().size() > MOST_MAILED
        ? Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "too many changes"))
        : mails.send(tell.changes()).thenReturn(new Outcome.Done());
  }
}
