package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ConsoleCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.order.PaymentCommand.OrderChange;
import io.berth.service.address.HostNames;
import io.berth.service.caller.CallerTokens;
import io.berth.service.json.BerthJson;
import io.berth.service.runtime.ServicesProperties;
import io.berth.service.trace.RequestId;
import io.berth.service.trace.ServedSpan;
import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolverGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.resources.LoopResources;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Sends commands to the service that carries them out. A command is sent at most once: the caller
 * finds out whether one without an outcome was carried out, by sending it again where it is
 * idempotent.
 */
public final class CommandClient implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CommandClient.class);
  private static final String GATEWAY = "gateway";

  /** Path of the gateway that takes the console's commands. */
  public static final String CONSOLE_PATH = "/console/commands";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /** Well below the time in which somebody looks whether a new instance has anything to do. */
  private static final Duration RENEWAL = Duration.ofSeconds(30);

  private static final ObjectWriter COMMANDS = BerthJson.mapper().writerFor(Command.class);
  private static final ObjectWriter REQUESTS = BerthJson.mapper().writerFor(ConsoleRequest.class);
  private static final ObjectReader OUTCOMES = BerthJson.mapper().readerFor(Outcome.class);

  private final CallerTokens callerTokens;
  private final ServicesProperties services;
  private final LoopResources loops;
  private final Supplier<AddressResolverGroup<InetSocketAddress>> names;
  private final Duration renewal;
  private final Map<String, ServiceAddress> addresses = new ConcurrentHashMap<>();

  public CommandClient(
      CallerTokens callerTokens, ServicesProperties services, LoopResources loops) {
    this(callerTokens, services, loops, () -> HostNames.resolver(loops), RENEWAL);
  }

  /**
   * @param names makes what resolves a service's name
   * @param renewal age at which a connection makes room for one to the next instance, up to twice
   *     as long
   */
  CommandClient(
      CallerTokens callerTokens,
      ServicesProperties services,
      LoopResources loops,
      Supplier<AddressResolverGroup<InetSocketAddress>> names,
      Duration renewal) {
    this.callerTokens = callerTokens;
    this.services = services;
    this.loops = loops;
    this.names = names;
    this.renewal = renewal;
  }

  /**
   * Never errors and is never empty: what goes wrong on the way is a refusal with {@code TIMEOUT}
   * (the service is missing or slow), {@code TOO_FREQUENT} (too many waiting here) or {@code
   * INTERNAL}; for an {@link OrderChange} that was sent it is {@code OUTCOME_UNKNOWN}.
   */
  public Mono<Outcome> send(Command command, Caller caller) {
    return Mono.create(sink -> sink.onCancel(send(command, within(sink, caller), sink::success)));
  }

  /** The caller, with the span that the command is sent in, where the request is traced. */
  private static Caller within(MonoSink<Outcome> sink, Caller caller) {
    ServedSpan span = sink.contextView().getOrDefault(ServedSpan.KEY, null);
    return span == null ? caller : caller.withSpanId(span.id());
  }

  /**
   * The same without reactive steps. A caller that no longer waits disposes of what is returned.
   *
   * @param receiver takes the outcome, once, maybe before this returns
   */
  public Disposable send(Command command, Caller caller, Consumer<Outcome> receiver) {
    return send(
        new Request(command, caller, command.service(), receiver),
        services.timeout().plus(command.extraTime()),
        () -> COMMANDS.writeValueAsBytes(command));
  }

  /**
   * The same as this service itself, with the permissions that the receiver asks for.
   *
   * @param requestId of the request that this one serves
   */
  public Mono<Outcome> asService(Command command, String requestId, String... permissions) {
    return send(command, asService(requestId, permissions));
  }

  private static Caller asService(String requestId, String... permissions) {
    return Caller.of(Caller.Kind.SERVICE, requestId).withPermissions(Set.of(permissions));
  }

  /**
   * Sends through the gateway, which finds out what the person may do. Refusals as in {@link
   * #send}.
   *
   * @param appId the app concerned; null where none is
   * @param person as named in the caller token with which the gateway passed the page on
   */
  public Mono<Outcome> forPerson(@Nullable String appId, ConsoleCommand command, Caller person) {
    // The gateway sends two commands.
    Duration limit = services.timeout().multipliedBy(2).plus(command.extraTime());
    return Mono.create(
        sink ->
            sink.onCancel(
                send(
                    new Request(command, within(sink, person), GATEWAY, sink::success),
                    limit,
                    () -> REQUESTS.writeValueAsBytes(new ConsoleRequest(appId, command)))));
  }

  private Disposable send(Request request, Duration limit, Supplier<byte[]> body) {
    try {
      ServiceConnection connection = address(request.service()).connection();
      PendingCommand pending =
          new PendingCommand(
              request.window(),
              callerTokens.issue(request.caller(), request.service()),
              request.caller().requestId(),
              body.get(),
              request);
      onLoop(connection.loop(), () -> connection.send(pending, limit));
      return () -> onLoop(connection.loop(), pending::abandon);
    } catch (RuntimeException mistake) {
      request.failed(mistake, false);
      return Disposables.disposed();
    }
  }

  private static void onLoop(EventLoop loop, Runnable work) {
    if (loop.inEventLoop()) {
      work.run();
    } else {
      loop.execute(work);
    }
  }

  private ServiceAddress address(String service) {
    ServiceAddress known = addresses.get(service);
    return known != null ? known : addresses.computeIfAbsent(service, this::newAddress);
  }

  private ServiceAddress newAddress(String service) {
    Duration limit = services.timeout();
    Duration connecting = limit.compareTo(CONNECT_TIMEOUT) < 0 ? limit : CONNECT_TIMEOUT;
    String path = service.equals(GATEWAY) ? CONSOLE_PATH : CommandServer.PATH;
    return new ServiceAddress(
        services.url(service),
        path,
        () -> callerTokens.issue(asService(RequestId.fresh()), service),
        loops,
        connecting,
        names.get(),
        renewal);
  }

  private record Request(Command command, Caller caller, String service, Consumer<Outcome> receiver)
      implements PendingCommand.Receiver {

    /** Commands of one app share a window, and those of people or of one service. */
    String window() {
      return caller.appId() == null ? caller.kind().name() : caller.appId();
    }

    @Override
    public void received(byte[] json) {
      Outcome outcome;
      try {
        outcome = OUTCOMES.readValue(json);
      } catch (RuntimeException garbled) {
        failed(garbled, true);
        return;
      }
      receiver.accept(outcome);
    }

    @Override
    public void failed(Throwable failure, boolean sent) {
      receiver.accept(refused(command, caller, service, failure, sent));
    }
  }

  private static Outcome refused(
      Command command, Caller caller, String service, Throwable failure, boolean sent) {
    ErrorCode code =
        sent && command instanceof OrderChange ? ErrorCode.OUTCOME_UNKNOWN : code(failure);
    String what = command.getClass().getSimpleName();
    try (var ofRequest = MDC.putCloseable(RequestId.KEY, caller.requestId())) {
      if (code == ErrorCode.INTERNAL) {
        log.error("{} cannot be sent to {}", what, service, failure);
      } else {
        log.warn("{} got no answer from {}", what, service, failure);
      }
    }
    return Refusal.of(code, service + " did not answer");
  }

  /** A service that is not there, or is just starting, may be asked again later. */
  private static ErrorCode code(Throwable failure) {
    return switch (failure) {
      case TimeoutException late -> ErrorCode.TIMEOUT;
      case ServiceConnection.Full full -> ErrorCode.TOO_FREQUENT;
      case JacksonException garbled -> ErrorCode.INTERNAL;
      case IOException unreachable -> ErrorCode.TIMEOUT;
      default -> ErrorCode.INTERNAL;
    };
  }

  @Override
  public void close() {
    addresses.values().forEach(ServiceAddress::close);
  }
}
