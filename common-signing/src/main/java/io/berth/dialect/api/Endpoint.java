package io.berth.dialect.api;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.dialect.parameter.Parameter;
import io.berth.dialect.parameter.Parsed;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One operation of a dialect: reads a request into a command and writes its outcome. */
public interface Endpoint {

  /** Short and of low cardinality, for metrics: {@code login/do}. */
  String name();

  /** A sentence for integrators that begins with a verb. */
  String summary();

  /** Parameters that a kind of caller sends, in the order in which they are read. */
  List<Parameter<?>> parameters(Caller.Kind caller);

  Set<String> methods();

  /** Exact, raw path. */
  String path();

  /** All paths of the endpoint, {@link #path()} included. */
  default List<String> paths() {
    return List.of(path());
  }

  /** Kinds of callers that are authenticated; empty where none is. */
  Set<Caller.Kind> callers();

  /** The kind of caller that sends requests by this method, where the endpoint has several. */
  default Caller.Kind caller(String method) {
    boolean fromServer =
        callers().contains(Caller.Kind.SERVER)
            && !(callers().contains(Caller.Kind.CLIENT) && method.equals("GET"));
    return fromServer ? Caller.Kind.SERVER : Caller.Kind.CLIENT;
  }

  /** Reads a request into a command. A refused request changes nothing. */
  Parsed<Command> read(ApiRequest request, Caller caller);

  /**
   * @param command the command that {@code outcome} answers
   * @param app the calling app; null where anybody may call and none was named
   */
  ResponseBody write(
      Outcome outcome, Command command, @Nullable App app, PlatformUrls platformUrls);

  /**
   * URLs of the platform that a response may need.
   *
   * @param publicOrigin scheme, host and port, without a slash at the end
   */
  record PlatformUrls(String publicOrigin) {}
}
