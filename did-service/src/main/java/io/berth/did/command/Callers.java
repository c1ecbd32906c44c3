package io.berth.did.command;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Checks which callers may send which commands. */
final class Callers {

  private Callers() {}

  static Mono<Outcome> server(Caller caller, Function<String, Mono<Outcome>> work) {
    return caller.kind() == Caller.Kind.SERVER ? app(caller, work) : refused();
  }

  /** Whoever asks through a gateway; what they know proves who they are. */
  static Mono<Outcome> anybody(Caller caller, Function<String, Mono<Outcome>> work) {
    String address = caller.address();
    return caller.kind() == Caller.Kind.CLIENT
        ? work.apply(address == null ? "unknown" : address)
        : refused();
  }

  static Mono<Outcome> app(Caller caller, Function<String, Mono<Outcome>> work) {
    String app = caller.appId();
    boolean byApp = caller.kind() == Caller.Kind.SERVER || caller.kind() == Caller.Kind.CLIENT;
    return app == null || !byApp ? refused() : work.apply(app);
  }

  static Mono<Outcome> service(Caller caller, String permission, Supplier<Mono<Outcome>> work) {
    return caller.kind() == Caller.Kind.SERVICE && caller.permissions().contains(permission)
        ? work.get()
        : refused();
  }

  static Mono<Outcome> refused() {
    return Mono.just(Refusal.of(ErrorCode.NO_PERMISSION));
  }
}
