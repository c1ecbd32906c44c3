package io.berth.did.foureyes;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.change.FourEyesCommand;
import io.berth.api.change.FourEyesCommand.AskFourEyes;
import io.berth.api.change.FourEyesCommand.CheckConfirmer;
import io.berth.api.change.FourEyesCommand.TellOperators;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers services whose changes take four eyes. */
@Component
public final class FourEyesCommands {
  private static final int MOST_TOLD = 50;

  private final OperatorTenures terms;
  private final ChangeMails mails;

  FourEyesCommands(OperatorTenures terms, ChangeMails mails) {
    this.terms = terms;
    this.mails = mails;
  }

  public Mono<Outcome> answer(FourEyesCommand command) {
    return switch (command) {
      case AskFourEyes ask -> terms.ask(ask.requester(), ask.payee()).cast(Outcome.class);
      case CheckConfirmer check ->
          terms
              .mayConfirm(check.confirmer(), check.requester(), check.requestedAt())
              .map(may -> may ? new Outcome.Done() : Refusal.of(ErrorCode.NO_PERMISSION));
      case TellOperators tell ->
          tell.changes().size() > MOST_TOLD
              ? Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "too many changes"))
              : mails.send(tell.changes()).thenReturn(new Outcome.Done());
    };
  }
}
