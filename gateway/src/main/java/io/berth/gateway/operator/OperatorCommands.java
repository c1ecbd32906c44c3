package io.berth.gateway.operator;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.ManagementCommand;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.gateway.access.Limits;
import io.berth.gateway.http.ClientAddresses;
import io.berth.gateway.http.HttpProperties;
import io.berth.service.command.CommandClient;
import io.berth.service.connection.WholeBody;
import io.berth.service.json.BerthJson;
import io.berth.service.trace.RequestId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * Serves {@code POST /operator/commands}: takes one command as JSON from a client with the
 * operator's token, and answers its outcome as JSON. Without a configured token the path does not
 * exist.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("berth.gateway.operator-token")
class OperatorCommands {

  private static final String SCHEME = "Bearer ";
  private static final String AGENT_OF_BOOTSTRAP = "berth-bootstrap";

  private final CommandClient services;
  private final ClientAddresses addresses;
  private final Limits limits;
  private final List<byte[]> tokens;
  private final byte @Nullable [] ownerToken;
  private final int maxBodyBytes;

  OperatorCommands(
      CommandClient services,
      ClientAddresses addresses,
      Limits limits,
      OperatorProperties properties,
      HttpProperties http) {
    this.services = services;
    this.addresses = addresses;
    this.limits = limits;
    List<String> configured = properties.operatorToken();
    if (configured == null || configured.isEmpty()) {
      throw new IllegalStateException("berth.gateway.operator-token is empty");
    }
    this.tokens = configured.stream().map(token -> token.getBytes(StandardCharsets.UTF_8)).toList();
    String owner = properties.ownerToken();
    this.ownerToken = owner == null ? null : owner.getBytes(StandardCharsets.UTF_8);
    this.maxBodyBytes = http.maxBodyBytes();
  }

  /** Not on the management port, whose context finds its parent's routes. */
  @Bean
  RouterFunction<ServerResponse> operatorRoute(ApplicationContext gateway) {
    return RouterFunctions.route(
        RequestPredicates.POST("/operator/commands")
            .and(request -> request.exchange().getApplicationContext() == gateway),
        this::answer);
  }

  private Mono<ServerResponse> answer(ServerRequest request) {
    ServerHttpRequest http = request.exchange().getRequest();
    String address = addresses.of(http);
    String requestId = RequestId.of(request.exchange());
    if (!limits.admitsAddress(address)) {
      return write(429, Refusal.of(ErrorCode.TOO_FREQUENT));
    }
    byte[] presented = presented(http.getHeaders().getFirst(HttpHeaders.AUTHORIZATION));
    boolean owner = ownerToken != null && MessageDigest.isEqual(ownerToken, presented);
    if (!owner && tokens.stream().noneMatch(token -> MessageDigest.isEqual(token, presented))) {
      return write(401, Refusal.of(ErrorCode.NO_PERMISSION, "the operator's token is needed"));
    }
    Set<String> permissions = owner ? Set.of(ManagementCommand.DIRECT) : Set.of();
    return WholeBody.of(http, maxBodyBytes)
        .flatMap(body -> carryOut(body, operator(tool(http), permissions, address, requestId)))
        .onErrorResume(
            DataBufferLimitException.class,
            tooLarge -> write(413, Refusal.of(ErrorCode.BODY_TOO_LARGE)));
  }

  /** Compared in constant time: the token must not be guessed byte by byte. */
  private static byte[] presented(@Nullable String authorization) {
    return authorization != null && authorization.startsWith(SCHEME)
        ? authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8)
        : new byte[0];
  }

  private Mono<ServerResponse> carryOut(byte[] body, Caller operator) {
    Command command;
    try {
      command = BerthJson.mapper().readValue(body, Command.class);
    } catch (JacksonException unreadable) {
      return write(
          400,
          Refusal.of(ErrorCode.BAD_PARAMETER, String.valueOf(unreadable.getOriginalMessage())));
    }
    return services.send(command, operator).flatMap(outcome -> write(200, outcome));
  }

  /** The tool by its own name: it has the operator's token, and the audit log records the name. */
  private static @Nullable String tool(ServerHttpRequest http) {
    String agent = http.getHeaders().getFirst(HttpHeaders.USER_AGENT);
    return AGENT_OF_BOOTSTRAP.equals(agent) ? AuditEntry.BOOTSTRAP : null;
  }

  private static Caller operator(
      @Nullable String tool, Set<String> permissions, String address, String requestId) {
    return Caller.of(Caller.Kind.OPERATOR, requestId)
        .withDevice(tool)
        .withPermissions(permissions)
        .withAddress(address);
  }

  private static Mono<ServerResponse> write(int status, Outcome outcome) {
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .bodyValue(BerthJson.mapper().writerFor(Outcome.class).writeValueAsBytes(outcome));
  }
}
