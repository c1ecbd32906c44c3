package io.berth.dialect.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.dialect.Api.Credential;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Authentication.Refused;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.http.WireQuery;
import io.berth.dialect.parameter.Parameter;
import io.berth.dialect.parameter.Parameter.Group;
import io.berth.dialect.parameter.Parameter.Named;
import io.berth.dialect.parameter.Parameter.Rule;
import io.berth.dialect.parameter.Parsed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds an endpoint to its declared parameters: it reads these and no others, asks for the required
 * ones, and keeps the bounds. Each is tried on the golden request of a kind of caller.
 */
record ParameterCase(GoldenWorld world, Endpoint endpoint, Caller.Kind caller, RequestCase valid) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String UNREADABLE = "x".repeat(3000);

  void run() {
    if (endpoint.callers().contains(caller)) {
      asksForCredentials();
    }
    Map<String, String> sent = sent(valid.request());
    assertThat(problem(sent)).as("%s", sent).isNull();
    Set<String> read =
        world.dialect().api().endpoints().stream()
            .flatMap(
                any -> Set.of(Caller.Kind.SERVER, Caller.Kind.CLIENT).stream().map(any::parameters))
            .flatMap(List::stream)
            .flatMap(Parameter::named)
            .map(Named::name)
            .distinct()
            .filter(name -> isRefused(sent, name, UNREADABLE))
            .collect(Collectors.toSet());
    assertThat(read)
        .containsExactlyInAnyOrderElementsOf(
            endpoint.parameters(caller).stream()
                .flatMap(Parameter::named)
                .filter(parameter -> !(parameter instanceof Parameter.Unread))
                .map(Named::name)
                .collect(Collectors.toSet()));
    for (Parameter<?> parameter : endpoint.parameters(caller)) {
      assertThat(problem(without(sent, parameter)) != null)
          .as("is refused without %s", parameter)
          .isEqualTo(isRequired(parameter));
      parameter.named().forEach(named -> keepsBounds(sent, named));
    }
  }

  /** A request that lacks a header of the caller's proof proves something else, or nothing. */
  private void asksForCredentials() {
    Authentication proven = authenticate(valid.request());
    for (Credential credential : world.dialect().api().credentials(caller)) {
      ApiRequest request = valid.request();
      Map<String, List<String>> headers = new HashMap<>(request.headers());
      assertThat(headers.remove(credential.header().toLowerCase(Locale.ROOT))).isNotNull();
      ApiRequest unproven =
          new ApiRequest(
              request.method(),
              request.path(),
              request.rawQuery(),
              headers,
              request.body(),
              request.address());
      assertThat(authenticate(unproven)).as("without %s", credential).isNotEqualTo(proven);
    }
  }

  private Authentication authenticate(ApiRequest request) {
    return world.dialect().api().authenticate(request, endpoint, world, world.now());
  }

  private void keepsBounds(Map<String, String> sent, Named<?> parameter) {
    String beyond =
        switch (parameter) {
          case Parameter.Text text when text.pattern() != null -> "\u0001";
          case Parameter.Text text -> "x".repeat(text.maximum() + 1);
          case Parameter.Constant constant -> constant.value() + "x";
          case Parameter.Amount _ -> "-1";
          case Parameter.Whole whole ->
              whole.maximum() == Long.MAX_VALUE ? "x" : Long.toString(whole.maximum() + 1);
          case Parameter.Unread _ -> null;
        };
    if (beyond != null) {
      assertThat(isRefused(sent, parameter.name(), beyond)).as("%s", parameter).isTrue();
    }
  }

  private static boolean isRequired(Parameter<?> parameter) {
    return switch (parameter) {
      case Named<?> named -> named.required();
      case Group<?> group -> group.rule() != Rule.ANY;
    };
  }

  private static Map<String, String> without(Map<String, String> sent, Parameter<?> parameter) {
    Map<String, String> less = new LinkedHashMap<>(sent);
    parameter.named().forEach(named -> less.remove(named.name()));
    return less;
  }

  private boolean isRefused(Map<String, String> sent, String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(sent);
    changed.put(name, value);
    String problem = problem(changed);
    return problem != null && problem.startsWith(name + ":");
  }

  /** What the endpoint finds wrong with parameters, or null. */
  private @Nullable String problem(Map<String, String> parameters) {
    ApiRequest request = encoded(valid.request(), parameters);
    if (authenticate(request) instanceof Refused refused
        && refused.refusal().code() == ErrorCode.BAD_PARAMETER) {
      return refused.refusal().detail();
    }
    Parsed<Command> read =
        endpoint.read(request, world.caller(caller, world.app(), valid.scopes()));
    return read instanceof Parsed.Unreadable<Command>(Refusal refusal) ? refusal.detail() : null;
  }

  /** The parameters of a golden request, from query and body. */
  static Map<String, String> sent(ApiRequest request) {
    Map<String, String> sent = new LinkedHashMap<>();
    if (isJson(request)) {
      JSON.readTree(request.body())
          .forEachEntry((name, value) -> sent.put(name, value.asString("")));
    } else {
      String form = new String(request.body(), StandardCharsets.ISO_8859_1);
      for (String part : new String[] {request.rawQuery(), form}) {
        WireQuery.pairs(part)
            .forEach(pair -> sent.put(pair.name(), WireQuery.decode(pair.rawValue())));
      }
    }
    return sent;
  }

  /** A request as {@code like} with other parameters, in the query of a GET, else in the body. */
  private static ApiRequest encoded(ApiRequest like, Map<String, String> parameters) {
    boolean isGet = like.method().equals("GET");
    String form =
        parameters.entrySet().stream()
            .map(
                each ->
                    each.getKey()
                        + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    byte[] body =
        isJson(like)
            ? JSON.writeValueAsBytes(parameters)
            : (isGet ? "" : form).getBytes(StandardCharsets.US_ASCII);
    return new ApiRequest(
        like.method(), like.path(), isGet ? form : null, like.headers(), body, like.address());
  }

  private static boolean isJson(ApiRequest request) {
    return request.body().length > 0 && request.body()[0] == '{';
  }
}
