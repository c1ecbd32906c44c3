package io.berth.did.command;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.account.ApiSessionCommand;
import io.berth.did.recovery.ApiPasswordResets;
import io.berth.did.registration.ApiRegistrations;
import io.berth.did.session.ApiSessions;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Handles the commands of people whose API session is carried as a key. */
@Component
final class ApiSessionCommands {
  private final ApiRegistrations registrations;
  private final ApiPasswordResets recoveries;
  private final ApiSessions sessions;

  ApiSessionCommands(
      ApiRegistrations registrations, ApiPasswordResets recoveries, ApiSessions sessions) {
    this.registrations = registrations;
    this.recoveries = recoveries;
    this.sessions = sessions;
  }

  Mono<Outcome> answer(ApiSessionCommand command, Caller caller) {
    return switch (command) {
      case ApiSessionCommand.ResolveSession(String sessionKey) ->
          Callers.service(caller, "payment:authorize", () -> sessions.account(sessionKey));
      case ApiSessionCommand.Register register ->
          Callers.anybody(caller, address -> registrations.begin(register, address));
      case ApiSessionCommand.CompleteRegistration complete ->
          Callers.anybody(caller, address -> registrations.complete(complete, address));
      case ApiSessionCommand.SignIn signIn ->
          Callers.anybody(caller, address -> sessions.signIn(signIn, address));
      case ApiSessionCommand.ReadAccount(String sessionKey) ->
          Callers.anybody(caller, _ -> sessions.account(sessionKey));
      case ApiSessionCommand.StartRecovery start ->
          Callers.anybody(caller, address -> recoveries.begin(start, address));
      case ApiSessionCommand.VerifyRecovery verify ->
          Callers.anybody(caller, address -> recoveries.verify(verify, address));
      case ApiSessionCommand.SetPassword set ->
          Callers.anybody(caller, address -> recoveries.setPassword(set, address));
      case ApiSessionCommand.SetPayPassword set ->
          Callers.anybody(caller, address -> recoveries.setPayPassword(set, address));
    };
  }
}
