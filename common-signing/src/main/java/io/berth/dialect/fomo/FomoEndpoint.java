package io.berth.dialect.fomo;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Outcome.Success;
import io.berth.api.order.PaymentCommand;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.ResponseBody;
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Parameter;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An endpoint that reads a form or JSON, its parameters in any order. */
record FomoEndpoint(
    String name,
    Declaration declaration,
    Set<String> methods,
    Proof proof,
    Reader reader,
    OutcomeView<?> view)
    implements Endpoint {
  static final String PREFIX = "/fomo/";

  /** Turns parameters into a command. */
  @FunctionalInterface
  interface Reader {
    Parsed<Command> read(Params params, Caller caller);
  }

  static FomoEndpoint post(
      Declaration declaration, Proof proof, Reader reader, OutcomeView<?> view) {
    String name = declaration.name();
    return new FomoEndpoint(name, declaration, Set.of("POST"), proof, reader, view);
  }

  static FomoEndpoint getOrPost(
      Declaration declaration, Proof proof, Reader reader, OutcomeView<?> view) {
    String name = declaration.name();
    return new FomoEndpoint(name, declaration, Set.of("GET", "POST"), proof, reader, view);
  }

  /** The same for clients that put a base address and a name that begins with a slash together. */
  FomoEndpoint afterASlash() {
    Declaration same =
        new Declaration('/' + name, declaration.summary(), declaration.ofAll(), List.of());
    return new FomoEndpoint(name + "-after-a-slash", same, methods, proof, reader, view);
  }

  @Override
  public String path() {
    return PREFIX + declaration.name();
  }

  @Override
  public String summary() {
    return declaration.summary();
  }

  /** Those of the proof first; one that both have stands there once. */
  @Override
  public List<Parameter<?>> parameters(Caller.Kind caller) {
    return Stream.concat(proof.parameters().stream(), declaration.ofAll().stream())
        .distinct()
        .toList();
  }

  @Override
  public Set<Caller.Kind> callers() {
    return proof.callers();
  }

  @Override
  public Parsed<Command> read(ApiRequest request, Caller caller) {
    Params params =
        request.method().equals("GET")
            ? Params.ofQuery(request.rawQuery())
            : Params.ofBody(request.header("content-type"), request.body());
    return reader.read(params, caller);
  }

  @Override
  public ResponseBody write(
      Outcome outcome, Command command, @Nullable App app, PlatformUrls platformUrls) {
    return switch (outcome) {
      case Refusal(ErrorCode code, _) when code == ErrorCode.OUTCOME_UNKNOWN ->
          FomoEnvelope.unknown(transferId(command));
      case Refusal refusal -> FomoEnvelope.failure(FomoCode.of(refusal.code()));
      case Success success -> view.response(success, command);
    };
  }

  /** Empty where the command was to make the transfer. */
  private static String transferId(Command command) {
    return command instanceof PaymentCommand.ConfirmPrepayment confirm
        ? Long.toString(confirm.orderId())
        : "";
  }
}
