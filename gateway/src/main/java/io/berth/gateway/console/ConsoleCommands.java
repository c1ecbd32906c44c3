package io.berth.gateway.console;

import io.berth.api.Caller;
import io.berth.api.ConsoleCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Access;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Outcome.SecondFactorNeeded;
import io.berth.api.Permission;
import io.berth.api.app.AccessCommand.ResolveAccess;
import io.berth.api.doctor.DoctorCommand;
import io.berth.gateway.doctor.PastedRequests;
import io.berth.gateway.doctor.TestRequests;
import io.berth.service.command.CommandClient;
import io.berth.service.command.ConsoleRequest;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Asks did-service what the person may do before it sends a command. Nothing is cached: a person
 * who loses a role loses it at once.
 */
@Component
final class ConsoleCommands {

  private static final String ACCESS = "console:access";

  private final CommandClient services;
  private final PastedRequests pastedRequests;
  private final TestRequests testRequests;

  ConsoleCommands(
      CommandClient services, PastedRequests pastedRequests, TestRequests testRequests) {
    this.services = services;
    this.pastedRequests = pastedRequests;
    this.testRequests = testRequests;
  }

  /**
   * @param person as the console's caller token names them; the console has it from this gateway
   */
  Mono<Outcome> carryOut(ConsoleRequest request, Caller person) {
    Long uid = person.uid();
    String sessionId = person.sessionId();
    if (!(request.command() instanceof ConsoleCommand command)) {
      return Mono.just(Refusal.of(ErrorCode.NO_PERMISSION, "not for the console"));
    }
    if (person.kind() != Caller.Kind.PAGE || uid == null || sessionId == null) {
      return Mono.just(Refusal.of(ErrorCode.SESSION_UNKNOWN));
    }
    ResolveAccess question =
        new ResolveAccess(uid, sessionId, request.appId(), command.companyId());
    return services
        .asService(question, person.requestId(), ACCESS)
        .flatMap(
            outcome ->
                outcome instanceof Access access
                    ? carryOut(command, request.appId(), access, person)
                    : Mono.just(outcome));
  }

  private Mono<Outcome> carryOut(
      ConsoleCommand command, @Nullable String appId, Access access, Caller person) {
    Permission needed = command.permission();
    if (!access.permissions().contains(needed)) {
      return Mono.just(
          access.afterSecondFactor().contains(needed)
              ? new SecondFactorNeeded()
              : Refusal.of(ErrorCode.NO_PERMISSION));
    }
    return command instanceof DoctorCommand doctor
        ? doctor(doctor, appId, person)
        : services.send(command, caller(person, appId, access.permissions()));
  }

  private Mono<Outcome> doctor(DoctorCommand command, @Nullable String appId, Caller person) {
    return switch (command) {
      case DoctorCommand.CheckRequest pasted -> Mono.just(pastedRequests.check(appId, pasted));
      case DoctorCommand.SendTestRequest asked ->
          testRequests.send(Objects.requireNonNull(person.uid()), appId, asked);
    };
  }

  private static Caller caller(Caller person, @Nullable String appId, Set<Permission> permissions) {
    return Caller.of(Caller.Kind.CONSOLE, person.requestId())
        .withApp(appId, null)
        .withUid(person.uid())
        .withSession(person.sessionId())
        .withPermissions(
            permissions.stream().map(Permission::name).collect(Collectors.toUnmodifiableSet()))
        .withAddress(person.address());
  }
}
