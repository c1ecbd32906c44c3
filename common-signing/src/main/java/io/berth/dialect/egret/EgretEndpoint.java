package io.berth.dialect.egret;

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
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A POST whose parameters stand in the query, in the body, or in both.
 *
 * @param declaration of parameters beside {@code appId}, {@code time} and {@code sign}, each
 *     required
 */
record EgretEndpoint<S extends Success>(
    Declaration declaration, Function<Params, Parsed<Command>> reader, JsonData<S> data)
    implements Endpoint {

  @Override
  public String name() {
    return declaration.name();
  }

  @Override
  public String summary() {
    return declaration.summary();
  }

  @Override
  public List<Parameter<?>> parameters(Caller.Kind caller) {
    return declaration.and(EgretChecks.PARAMETERS).ofAll();
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String path() {
    return "/v2/" + name();
  }

  @Override
  public Set<Caller.Kind> callers() {
    return Set.of(Caller.Kind.SERVER);
  }

  @Override
  public Parsed<Command> read(ApiRequest request, Caller caller) {
    return reader.apply(params(request));
  }

  static Params params(ApiRequest request) {
    return Params.ofQuery(request.rawQuery())
        .and(EgretBody.params(request.header("content-type"), request.body()));
  }

  @Override
  public ResponseBody write(
      Outcome outcome, Command command, @Nullable App app, PlatformUrls platformUrls) {
    return switch (outcome) {
      case Refusal refusal -> EgretResponses.failure(EgretCode.of(refusal.code()), data.shape());
      case Success success ->
          app != null && data.success().isInstance(success)
              ? success(data.success().cast(success), command, app, platformUrls)
              : EgretResponses.failure(EgretCode.NOT_OFFERED, data.shape());
    };
  }

  private ResponseBody success(S success, Command command, App app, PlatformUrls platformUrls) {
    JsonData.Context context = new JsonData.Context(command, app, platformUrls);
    return EgretResponses.success(json -> data.writer().write(json, success, context));
  }
}
