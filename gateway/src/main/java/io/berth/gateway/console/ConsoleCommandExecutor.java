package io.berth.gateway.console;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.gateway.access.TopicsInSync;
import io.berth.service.command.CommandExecutor;
import io.berth.service.command.ConsoleRequest;
import io.berth.service.command.ServedCommand;
import io.berth.service.json.BerthJson;
import io.berth.service.trace.AccessLog;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/** Reads the console's requests and refuses them while apps and revocations are not in sync. */
@Component
final class ConsoleCommandExecutor implements CommandExecutor {

  private final ConsoleCommands commands;
  private final TopicsInSync inSync;
  private final AccessLog accessLog;

  ConsoleCommandExecutor(ConsoleCommands commands, TopicsInSync inSync, AccessLog accessLog) {
    this.commands = commands;
    this.inSync = inSync;
    this.accessLog = accessLog;
  }

  @Override
  public Mono<Outcome> execute(byte[] request, Caller person) {
    if (!inSync.reached()) {
      return Mono.just(Refusal.of(ErrorCode.MAINTENANCE));
    }
    ConsoleRequest read;
    try {
      read = BerthJson.mapper().readValue(request, ConsoleRequest.class);
    } catch (JacksonException unreadable) {
      return new ServedCommand(accessLog, person)
          .refuse(
              null,
              Refusal.of(ErrorCode.BAD_PARAMETER, String.valueOf(unreadable.getOriginalMessage())));
    }
    return new ServedCommand(accessLog, person.inConsole().withApp(read.appId(), null))
        .follow(read.command(), commands.carryOut(read, person));
  }
}
