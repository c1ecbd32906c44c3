package io.berth.gateway;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.MACVerifier;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.service.caller.CallerTokenProperties;
import io.berth.service.caller.CallerTokens;
import io.berth.service.caller.CallerVerification;
import io.berth.service.command.CommandServer;
import io.berth.service.json.BerthJson;
import io.berth.service.trace.RequestId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;

/** A service behind the gateway that returns what a test sets, and records what it received. */
final class ScriptedService implements AutoCloseable {

  /**
   * A command that arrived.
   *
   * @param caller in the short names that caller tokens use
   */
  record Heard(Command command, JsonNode caller, String requestId) {}

  private final String name;
  private final String callerKey;
  private final Map<Class<?>, Mono<Outcome>> outcomes = new ConcurrentHashMap<>();
  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final DisposableServer server;

  ScriptedService(String name, String callerKey) {
    this.name = name;
    this.callerKey = callerKey;
    CommandServer commands =
        new CommandServer(
            CommandServer.PATH,
            1 << 20,
            callerKey.isEmpty() ? ScriptedService::nobody : callerTokens()::verify,
            this::carryOut,
            new SimpleMeterRegistry());
    this.server =
        HttpServer.create()
            .host("127.0.0.1")
            .doOnChannelInit((observer, channel, address) -> commands.prepare(channel))
            .handle(handler())
            .bindNow();
  }

  ScriptedService answers(Class<? extends Command> command, Outcome outcome) {
    return answers(command, Mono.just(outcome));
  }

  ScriptedService answers(Class<? extends Command> command, Mono<Outcome> outcome) {
    outcomes.put(command, outcome);
    return this;
  }

  ScriptedService neverAnswers(Class<? extends Command> command) {
    outcomes.put(command, Mono.never());
    return this;
  }

  ScriptedService publishes(String path, String json) {
    documents.put(path, json);
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  List<Heard> heard() {
    return heard;
  }

  Heard lastHeard() {
    return heard.getLast();
  }

  private BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler() {
    return (request, response) -> {
      String document = documents.get(request.fullPath());
      if (document != null) {
        return response.header("content-type", "application/json").sendString(Mono.just(document));
      }
      return request.fullPath().endsWith("/live")
          ? response.sse().sendString(Flux.just("data: first\n\n").concatWith(Mono.never()))
          : show(request, response);
    };
  }

  private static CallerVerification nobody(String token) {
    return new CallerVerification.Rejected("no key");
  }

  private CallerTokens callerTokens() {
    return new CallerTokens(
        new CallerTokenProperties(
            name,
            Map.of(),
            Map.of("gateway", List.of(callerKey)),
            Set.of("gateway"),
            Map.of("gateway", Set.of("console:access", "revocation:check", "key-use:report")),
            List.of(),
            false),
        Clock.systemUTC());
  }

  private Mono<Outcome> carryOut(byte[] json, Caller caller) {
    Command command = BerthJson.mapper().readValue(json, Command.class);
    return Mono.deferContextual(
        context -> {
          heard.add(new Heard(command, claims(caller), context.get(RequestId.KEY)));
          return outcomes.getOrDefault(command.getClass(), Mono.just(new Outcome.Done()));
        });
  }

  private static JsonNode claims(Caller caller) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("kind", caller.kind());
    claims.put("app", caller.appId());
    claims.put("dia", caller.dialect());
    claims.put("sub", caller.uid());
    claims.put("scp", caller.scopes());
    claims.put("fam", caller.tokenFamily());
    claims.put("tid", caller.tokenId());
    claims.put("dev", caller.device());
    claims.put("sid", caller.sessionId());
    claims.put("prm", caller.permissions());
    claims.put("adr", caller.address());
    claims.put("rid", caller.requestId());
    claims.values().removeIf(Objects::isNull);
    return BerthJson.mapper().valueToTree(claims);
  }

  /** A page that shows what came. */
  private Publisher<Void> show(HttpServerRequest request, HttpServerResponse response) {
    Map<String, Object> seen = new ConcurrentHashMap<>();
    seen.put("service", name);
    seen.put("method", request.method().name());
    seen.put("uri", request.uri());
    Map<String, String> headers = new ConcurrentHashMap<>();
    request
        .requestHeaders()
        .forEach(
            header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
    seen.put("headers", headers);
    if (request.requestHeaders().contains("Berth-Caller")) {
      seen.put("caller", verified(request));
    }
    response
        .header("content-type", "application/json")
        .header("x-request-id", "the-services-own")
        .header("connection-hint", "from-" + name);
    if (request.uri().contains("redirect-me")) {
      response.status(303).header("location", "/account?next=%2F");
    }
    return request
        .receive()
        .aggregate()
        .asString()
        .defaultIfEmpty("")
        .flatMap(
            body -> {
              seen.put("body", body);
              return response
                  .sendString(Mono.just(BerthJson.mapper().writeValueAsString(seen)))
                  .then();
            });
  }

  private JsonNode verified(HttpServerRequest request) {
    try {
      JWSObject callerToken = JWSObject.parse(request.requestHeaders().get("Berth-Caller"));
      if (!callerToken.verify(new MACVerifier(Base64.getDecoder().decode(callerKey)))) {
        throw new IllegalStateException("not the gateway's token");
      }
      return BerthJson.mapper().readTree(callerToken.getPayload().toString());
    } catch (java.text.ParseException | com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.disposeNow();
  }
}
