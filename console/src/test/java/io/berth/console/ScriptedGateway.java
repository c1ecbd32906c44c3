package io.berth.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.service.command.ConsoleRequest;
import io.berth.service.json.BerthJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers the console's commands as it was told to; what it was told nothing about is refused. */
public final class ScriptedGateway implements AutoCloseable {

  private final HttpServer server;
  private final Map<Class<?>, Function<Command, Outcome>> script = new ConcurrentHashMap<>();
  private final List<ConsoleRequest> asked = new CopyOnWriteArrayList<>();

  ScriptedGateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/console/commands", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
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

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      ConsoleRequest request =
          BerthJson.mapper()
              .readValue(exchange.getRequestBody().readAllBytes(), ConsoleRequest.class);
      asked.add(request);
      Outcome outcome =
          script
              .getOrDefault(
                  request.command().getClass(),
                  _ -> Outcome.Refusal.of(ErrorCode.NO_PERMISSION, "not in the script"))
              .apply(request.command());
      byte[] body = BerthJson.mapper().writerFor(Outcome.class).writeValueAsBytes(outcome);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
