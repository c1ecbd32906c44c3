package io.berth.did.command;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.DidCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.account.ApiSessionCommand;
import io.berth.api.account.PayerCommand;
import io.berth.api.app.AccessCommand;
import io.berth.api.app.AccountMoveCommand;
import io.berth.api.app.AppCommand;
import io.berth.api.app.ManagementCommand;
import io.berth.api.change.FourEyesCommand;
import io.berth.api.company.CompanyCommand;
import io.berth.api.operator.OperatorDidCommand;
import io.berth.api.token.TokenCommand;
import io.berth.api.user.UserCommand;
import io.berth.did.app.AccountMoves;
import io.berth.did.app.KeyUses;
import io.berth.did.company.CompanyCommands;
import io.berth.did.company.ConsoleAccess;
import io.berth.did.developer.AppCommands;
import io.berth.did.foureyes.FourEyesCommands;
import io.berth.did.operator.OperatorCommands;
import io.berth.did.throttle.QueueFullException;
import io.berth.service.command.CommandDispatcher;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Hands each command to its group. */
@Component
final class DidCommands implements CommandDispatcher {
  private final TokenCommands tokens;
  private final PeopleCommands people;
  private final ApiSessionCommands keySessions;
  private final PayerCommands payers;
  private final ManagementCommands management;
  private final Console console;
  private final KeyUses keyUses;
  private final FourEyesCommands fourEyes;
  private final AccountMoves accountMoves;

  DidCommands(
      TokenCommands tokens,
      PeopleCommands people,
      ApiSessionCommands keySessions,
      PayerCommands payers,
      ManagementCommands management,
      Console console,
      KeyUses keyUses,
      FourEyesCommands fourEyes,
      AccountMoves accountMoves) {
    this.tokens = tokens;
    this.people = people;
    this.keySessions = keySessions;
    this.payers = payers;
    this.management = management;
    this.console = console;
    this.keyUses = keyUses;
    this.fourEyes = fourEyes;
    this.accountMoves = accountMoves;
  }

  @Override
  public Mono<Outcome> handle(Command command, Caller caller) {
    return switch (command) {
      case DidCommand did ->
          answer(did, caller)
              .onErrorResume(
                  QueueFullException.class, _ -> Mono.just(Refusal.of(ErrorCode.TOO_FREQUENT)));
      default -> Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER));
    };
  }

  private Mono<Outcome> answer(DidCommand command, Caller caller) {
    return switch (command) {
      case TokenCommand asked -> tokens.answer(asked, caller);
      case UserCommand asked -> people.answer(asked, caller);
      case ApiSessionCommand asked -> keySessions.answer(asked, caller);
      case PayerCommand asked -> payers.answer(asked, caller);
      case AccountMoveCommand asked ->
          Callers.service(caller, "account:move", () -> accountMoves.answer(asked));
      case ManagementCommand asked -> management.answer(asked, caller);
      case FourEyesCommand asked ->
          Callers.service(caller, "operators:ask", () -> fourEyes.answer(asked));
      case CompanyCommand asked -> console.companies().answer(asked, caller);
      case AppCommand asked -> console.apps().answer(asked, caller);
      case OperatorDidCommand asked -> console.operators().handle(asked, caller);
      case AccessCommand.ResolveAccess resolve ->
          Callers.service(caller, "console:access", () -> console.access().resolve(resolve));
      case AccessCommand.ReportKeyUses report ->
          Callers.service(caller, "key-use:report", () -> keyUses.note(report));
      default -> throw new IllegalArgumentException(command.toString());
    };
  }

  /** Answers commands of people in the console; the command endpoint has checked that they may. */
  @Component
  record Console(
      ConsoleAccess access,
      CompanyCommands companies,
      AppCommands apps,
      OperatorCommands operators) {}
}
