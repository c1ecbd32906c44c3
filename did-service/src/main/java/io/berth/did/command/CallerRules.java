package io.berth.did.command;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Checks which callers may send which commands. */
public final class CallerRules {

  private CallerRules() {}

  /** For an app's server, which has signed its request. */
  public static Mono<Outcome> server(Caller caller, Function<String, Mono<Outcome>> work) {
    return caller.kind() == Caller.Kind.SERVER ? app(caller, work) : refused();
  }

  /** For every client of a gateway, by its address: what the command carries proves who asks. */
  public static Mono<Outcome> client(Caller caller, Function<String, Mono<Outcome>> work) {
    String address = caller.address();
    return caller.kind() == Caller.Kind.CLIENT
        ? work.apply(address == null ? "unknown" : address)
        : refused();
  }

  /** For an app's server, and for its clients with an access token. */
  public static Mono<Outcome> app(Caller caller, Function<String, Mono<Outcome>> work) {
    String app = caller.appId();
    boolean byApp = caller.kind() == Caller.Kind.SERVER || caller.kind() == Caller.Kind.CLIENT;
    return app == null || !byApp ? refused() : work.apply(app);
  }

  /** For another service with the permission. */
  public static Mono<Outcome> service(
      Caller caller, String permission, Supplier<Mono<Outcome>> work) {
    return caller.kind() == Caller.Kind.SERVICE && caller.permissions().contains(permission)
        ? work.get()
        : refused();
  }

  /** For the operator's token. */
  public static Mono<Outcome> operator(Caller caller, Supplier<Mono<Outcome>> work) {
    return caller.kind() == Caller.Kind.OPERATOR ? work.get() : refused();
  }

  private static Mono<Outcome> refused() {
    return Mono.just(Refusal.of(ErrorCode.NO_PERMISSION));
  }
}
