package io.berth.gateway.console;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.gateway.access.TopicsInSync;
import io.berth.gateway.http.HttpProperties;
import io.berth.service.caller.CallerTokens;
import io.berth.service.caller.CallerVerification;
import io.berth.service.command.ConsoleRequest;
import io.berth.service.connection.WholeBody;
import io.berth.service.json.BerthJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * {@code POST /console/commands}, for the console alone: it vouches for the person whose page it
 * shows. To everybody else the path is not there.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleCommandRoutes {

  private static final Logger log = LoggerFactory.getLogger(ConsoleCommandRoutes.class);

  private final CallerTokens callerTokens;
  private final ConsoleCommands commands;
  private final TopicsInSync inSync;
  private final int maxBodyBytes;

  ConsoleCommandRoutes(
      CallerTokens callerTokens,
      ConsoleCommands commands,
      TopicsInSync inSync,
      HttpProperties properties) {
    this.callerTokens = callerTokens;
    this.commands = commands;
    this.inSync = inSync;
    this.maxBodyBytes = properties.maxBodyBytes();
  }

  /** Not on the management port, whose context finds its parent's routes. */
  @Bean
  RouterFunction<ServerResponse> consoleRoute(ApplicationContext gateway) {
    return RouterFunctions.route(
        RequestPredicates.POST("/console/commands")
            .and(request -> request.exchange().getApplicationContext() == gateway),
        this::answer);
  }

  private Mono<ServerResponse> answer(ServerRequest request) {
    Caller person = caller(request.headers().firstHeader(CallerTokens.HEADER));
    if (person == null) {
      return ServerResponse.status(401).build();
    }
    if (!inSync.reached()) {
      return write(Refusal.of(ErrorCode.MAINTENANCE));
    }
    return WholeBody.of(request.exchange().getRequest(), maxBodyBytes)
        .flatMap(body -> outcome(body, person))
        .onErrorResume(
            DataBufferLimitException.class,
            tooLarge -> Mono.just(Refusal.of(ErrorCode.BODY_TOO_LARGE)))
        .flatMap(ConsoleCommandRoutes::write);
  }

  /** Null for whoever is not the console: a browser can send the header, but not sign it. */
  private @Nullable Caller caller(@Nullable String token) {
    if (token == null) {
      return null;
    }
    return switch (callerTokens.verify(token)) {
      case CallerVerification.Verified(Caller caller, _) -> caller;
      case CallerVerification.Rejected(String why) -> {
        log.warn("refused a console's command: {}", why);
        yield null;
      }
    };
  }

  private Mono<Outcome> outcome(byte[] body, Caller person) {
    try {
      return commands.carryOut(BerthJson.mapper().readValue(body, ConsoleRequest.class), person);
    } catch (JacksonException unreadable) {
      return Mono.just(
          Refusal.of(ErrorCode.BAD_PARAMETER, String.valueOf(unreadable.getOriginalMessage())));
    }
  }

  private static Mono<ServerResponse> write(Outcome outcome) {
    return ServerResponse.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(BerthJson.mapper().writerFor(Outcome.class).writeValueAsBytes(outcome));
  }
}
