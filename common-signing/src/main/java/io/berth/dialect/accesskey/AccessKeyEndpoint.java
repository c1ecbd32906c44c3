package io.berth.dialect.accesskey;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Outcome.Success;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.api.ResponseBody;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that reads JSON or a query and answers in an {@link AccessKeyEnvelope}.
 *
 * @param queryUrl parameter of a query that may hold an un-encoded URL, or null
 * @param queryNames names of all parameters, where {@code queryUrl} is given
 */
public record AccessKeyEndpoint<S extends Success>(
    String name,
    Set<String> methods,
    String path,
    Set<Caller.Kind> callers,
    Reader reader,
    JsonData<S> data,
    AccessKeyEnvelope envelope,
    @Nullable String queryUrl,
    Set<String> queryNames)
    implements Endpoint {

  /** Turns parameters into a command. */
  @FunctionalInterface
  public interface Reader {
    Parsed<Command> read(Params params, Caller caller);
  }

  @Override
  public Parsed<Command> read(ApiRequest request, Caller caller) {
    return reader.read(params(request, caller), caller);
  }

  private Params params(ApiRequest request, Caller caller) {
    if (request.method().equals("GET")) {
      return queryUrl == null
          ? Params.ofQuery(request.rawQuery())
          : Params.ofQuery(request.rawQuery(), queryUrl, queryNames);
    }
    Params params = Params.ofJson(request.body());
    if (caller.kind() == Caller.Kind.SERVER && !isJson(request.header("content-type"))) {
      params.refuse("Content-Type: must be application/json");
    }
    return params;
  }

  /** A charset suffix is tolerated. */
  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT).equals("application/json");
  }

  @Override
  public ResponseBody write(
      Outcome outcome, Command command, @Nullable App app, Surroundings surroundings) {
    return switch (outcome) {
      case Refusal refusal -> envelope.failure(AccessKeyCode.of(refusal.code()), data.shape());
      case Success success ->
          app != null && data.success().isInstance(success)
              ? success(data.success().cast(success), command, app, surroundings)
              : envelope.failure(AccessKeyCode.SERVER, data.shape());
    };
  }

  private ResponseBody success(S success, Command command, App app, Surroundings surroundings) {
    JsonData.Context context = new JsonData.Context(command, app, surroundings);
    return envelope.success(json -> data.writer().write(json, success, context));
  }
}
