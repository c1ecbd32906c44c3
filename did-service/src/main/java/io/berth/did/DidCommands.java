package io.berth.did;

import io.berth.api.AccessCommand;
import io.berth.api.UserCommand;
import io.berth.api.AccountMoveCommand;
import io.berth.api.PayerCommand;
import io.berth.api.TokenCommand;
import io.berth.api.AppCommand;
import io.berth.api.CallbackCommand;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.CompanyCommand;
import io.berth.api.DidCommand;
import io.berth.api.DoctorCommand;
import io.berth.api.ErrorCode;
import io.berth.api.FourEyesCommand;
import io.berth.api.KeySessionCommand;
import io.berth.api.ManagementCommand;
import io.berth.api.OperatorDidCommand;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.PayCommand;
import io.berth.did.app.AccountMoves;
import io.berth.did.app.KeyUses;
import io.berth.did.company.AppCommands;
import io.berth.did.company.CompanyCommands;
import io.berth.did.company.ConsoleAccess;
import io.berth.did.foureyes.FourEyesCommands;
import io.berth.did.operator.OperatorDesk;
import io.berth.service.command.CommandDispatcher;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Hands each command to its group. */
@Component
final class DidCommands implements CommandDispatcher {
  private final TokenCommands tokens;
  private final PeopleCommands people;
  private final KeySessionCommands keySessions;
  private final PayerCommands payers;
  private final ManagementCommands management;
  private final Console console;
  private final KeyUses keyUses;
  private final FourEyesCommands fourEyes;
  private final AccountMoves accountMoves;

  DidCommands(
      TokenCommands tokens,
      PeopleCommands people,
      KeySessionCommands keySessions,
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
              .onErrorResume(Busy.class, _ -> Mono.just(Refusal.of(ErrorCode.TOO_FREQUENT)));
      default -> Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER));
    };
  }

  private Mono<Outcome> answer(DidCommand command, Caller caller) {
    return switch (command) {
      case TokenCommand asked -> tokens.answer(asked, caller);
      case UserCommand asked -> people.answer(asked, caller);
      case KeySessionCommand asked -> keySessions.answer(asked, caller);
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
      ConsoleAccess access, CompanyCommands companies, AppCommands apps, OperatorDesk operators) {}
}
