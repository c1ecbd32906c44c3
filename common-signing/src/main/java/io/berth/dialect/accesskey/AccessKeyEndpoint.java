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
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Parameter;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Serves an operation at a path: reads JSON or a query, and answers in an envelope.
 *
 * @param paths the documented one first
 * @param rawUrl parameter of a query that may hold an un-encoded URL
 */
public record AccessKeyEndpoint<S extends Success>(
    String name,
    List<String> paths,
    Operation<S> operation,
    AccessKeyEnvelope envelope,
    @Nullable RawUrl rawUrl)
    implements Endpoint {

  /**
   * A parameter that may hold an un-encoded URL when it comes in a query.
   *
   * @param names of all parameters: others after it belong to the URL
   */
  public record RawUrl(String name, Set<String> names) {
    public static RawUrl of(Parameter.Text url, Declaration declaration) {
      return new RawUrl(url.name(), declaration.names());
    }
  }

  @Override
  public String path() {
    return paths.getFirst();
  }

  @Override
  public String summary() {
    return operation.declaration().summary();
  }

  @Override
  public List<Parameter<?>> parameters(Caller.Kind caller) {
    return operation.declaration().parameters(caller);
  }

  @Override
  public Set<String> methods() {
    return operation.methods();
  }

  @Override
  public Set<Caller.Kind> callers() {
    return operation.callers();
  }

  @Override
  public Parsed<Command> read(ApiRequest request, Caller caller) {
    return operation.reader().read(params(request, caller), caller);
  }

  private Params params(ApiRequest request, Caller caller) {
    if (request.method().equals("GET")) {
      return rawUrl == null
          ? Params.ofQuery(request.rawQuery())
          : Params.ofQuery(request.rawQuery(), rawUrl.name(), rawUrl.names());
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
      Outcome outcome, Command command, @Nullable App app, PlatformUrls platformUrls) {
    JsonData<S> data = operation.data();
    return switch (outcome) {
      case Refusal refusal -> failure(AccessKeyCode.of(refusal.code()));
      case Success success ->
          app != null && data.success().isInstance(success)
              ? success(
                  data.success().cast(success), new JsonData.Context(command, app, platformUrls))
              : failure(AccessKeyCode.SERVER);
    };
  }

  ResponseBody failure(AccessKeyCode code) {
    return envelope.failure(code, operation.data().shape());
  }

  private ResponseBody success(S success, JsonData.Context context) {
    return envelope.success(json -> operation.data().writer().write(json, success, context));
  }
}
