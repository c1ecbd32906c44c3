package io.berth.console;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.service.caller.CallerVerification;
import io.berth.service.command.CommandClient;
import io.berth.service.command.CommandServer;
import io.berth.service.command.ConsoleRequest;
import io.berth.service.json.BerthJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Returns the outcomes that a test sets for the console's commands; refuses all others. */
public final class ScriptedGateway implements AutoCloseable {

  private final DisposableServer server;
  private final Map<Class<?>, Function<Command, Outcome>> script = new ConcurrentHashMap<>();
  private final List<ConsoleRequest> asked = new CopyOnWriteArrayList<>();

  ScriptedGateway() {
    CommandServer commands =
        new CommandServer(
            CommandClient.CONSOLE_PATH,
            1 << 20,
            ScriptedGateway::verify,
            this::answer,
            new SimpleMeterRegistry());
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .doOnChannelInit((observer, channel, address) -> commands.prepare(channel))
            .bindNow();
  }

  /** The console names whom it likes; the gateway's own tests are about what it may. */
  private static CallerVerification verify(String token) {
    Caller nobody = Caller.of(Caller.Kind.PAGE, "request");
    return new CallerVerification.Verified(nobody, "console");
  }

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  /** From now on; the latest word on a command counts. */
  public <T extends Command> ScriptedGateway answers(Class<T> command, Outcome outcome) {
    return answers(command, _ -> outcome);
  }

  public <T extends Command> ScriptedGateway answers(
      Class<T> command, Function<T, Outcome> answer) {
    script.put(command, asked -> answer.apply(command.cast(asked)));
    return this;
  }

  public void forget() {
    script.clear();
    asked.clear();
  }

  public List<ConsoleRequest> asked() {
    return List.copyOf(asked);
  }

  /** The latest command of a kind. */
  public <T extends Command> @Nullable T latest(Class<T> command) {
    return asked.reversed().stream()
        .map(ConsoleRequest::command)
        .filter(command::isInstance)
        .map(command::cast)
        .findFirst()
        .orElse(null);
  }

  private Mono<Outcome> answer(byte[] json, Caller caller) {
    ConsoleRequest request = BerthJson.mapper().readValue(json, ConsoleRequest.class);
    asked.add(request);
    return Mono.fromCallable(
            () ->
                script
                    .getOrDefault(
                        request.command().getClass(),
                        _ -> Outcome.Refusal.of(ErrorCode.NO_PERMISSION, "not in the script"))
                    .apply(request.command()))
        .subscribeOn(Schedulers.boundedElastic());
  }

  @Override
  public void close() {
    server.disposeNow();
  }
}
