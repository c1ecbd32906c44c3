package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ConsoleCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.service.json.BerthJson;
import io.berth.service.runtime.Failures;
import io.berth.service.runtime.Latencies;
import io.berth.service.sql.RefusedData;
import io.berth.service.trace.AccessLog;
import io.berth.service.trace.Exemplars;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.InvalidTypeIdException;

/** Reads commands, has those that the caller may send handled, and measures them. */
final class CommandEndpoint implements CommandExecutor {

  private static final Logger log = LoggerFactory.getLogger(CommandEndpoint.class);
  private static final ObjectReader COMMANDS = BerthJson.mapper().readerFor(Command.class);

  /** Tags of a timer. There are few of each, since all are Berth's own. */
  private record Kind(@Nullable String dialect, Class<?> command, @Nullable ErrorCode refusal) {}

  private final CommandDispatcher dispatcher;
  private final MeterRegistry meters;
  private final AccessLog accessLog;
  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

  CommandEndpoint(CommandDispatcher dispatcher, MeterRegistry meters, AccessLog accessLog) {
    this.dispatcher = dispatcher;
    this.meters = meters;
    this.accessLog = accessLog;
  }

  @Override
  public Mono<Outcome> execute(byte[] json, Caller caller) {
    ServedCommand served = new ServedCommand(accessLog, caller);
    Command command;
    try {
      command = read(json);
    } catch (InvalidTypeIdException newer) {
      return served.refuse(
          null, Refusal.of(ErrorCode.MAINTENANCE, "this version does not know the command"));
    } catch (JacksonException e) {
      return served.refuse(null, Refusal.of(ErrorCode.BAD_PARAMETER, e.getOriginalMessage()));
    }
    if (command == null) {
      return served.refuse(null, Refusal.of(ErrorCode.BAD_PARAMETER, "NUL in a text"));
    }
    if (!admits(command, caller)) {
      log.warn("refused {} of {} {}", name(command), caller.kind(), caller.permissions());
      return served.refuse(command, Refusal.of(ErrorCode.NO_PERMISSION));
    }
    return served.follow(
        command,
        Mono.defer(() -> dispatcher.handle(command, caller))
            .switchIfEmpty(
                Mono.error(() -> new IllegalStateException("no outcome of " + name(command))))
            .onErrorResume(failure -> Mono.just(refused(command, failure)))
            .doOnNext(outcome -> record(command, caller, outcome, served)));
  }

  /** Null where a text of the command holds a NUL. */
  private static @Nullable Command read(byte[] json) {
    return hasNul(json) ? null : COMMANDS.readValue(json);
  }

  /**
   * Whether a text of the command holds a NUL, which JSON writes as an escape. PostgreSQL refuses
   * the statement then, and with it everything else that is posted in the same batch.
   */
  private static boolean hasNul(byte[] json) {
    for (int i = 0; i < json.length; i++) {
      if (json[i] == '\\') {
        i++;
        if (i + 4 < json.length && json[i] == 'u' && isZeros(json, i + 1)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isZeros(byte[] json, int from) {
    return json[from] == '0'
        && json[from + 1] == '0'
        && json[from + 2] == '0'
        && json[from + 3] == '0';
  }

  /** The console's commands are for people in the console, and all others for everybody else. */
  private static boolean admits(Command command, Caller caller) {
    return command instanceof ConsoleCommand forConsole
        ? caller.kind() == Caller.Kind.CONSOLE
            && caller.permissions().contains(forConsole.permission().name())
        : caller.kind() != Caller.Kind.CONSOLE;
  }

  private static Outcome refused(Command command, Throwable failure) {
    if (RefusedData.isCauseOf(failure)) {
      log.warn("{} has data that the database refuses: {}", name(command), failure.toString());
      return Refusal.of(ErrorCode.BAD_PARAMETER);
    }
    ErrorCode code = Failures.code(failure);
    if (Failures.isOutage(failure)) {
      log.warn("{} was not carried out", name(command), failure);
    } else {
      log.error("{} failed", name(command), failure);
    }
    return Refusal.of(code);
  }

  private void record(Command command, Caller caller, Outcome outcome, ServedCommand served) {
    ErrorCode refusal = outcome instanceof Refusal refused ? refused.code() : null;
    Kind kind = new Kind(caller.dialect(), command.getClass(), refusal);
    Exemplars.record(timers.computeIfAbsent(kind, this::timer), served.nanos(), served.span());
  }

  private Timer timer(Kind kind) {
    return Timer.builder("berth.command")
        .description("Commands carried out or refused")
        .tag("dialect", kind.dialect() == null ? "none" : kind.dialect())
        .tag("command", kind.command().getSimpleName())
        .tag("outcome", kind.refusal() == null ? "OK" : kind.refusal().name())
        .serviceLevelObjectives(Latencies.buckets())
        .register(meters);
  }

  private static String name(Command command) {
    return command.getClass().getSimpleName();
  }
}
