package io.berth.dialect.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.ResponseBody;
import io.berth.dialect.parameter.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request, the command that it means, and the bytes that response it. */
record RequestCase(GoldenWorld world, GoldenFile golden) {
  private static final Set<String> SECTIONS =
      Set.of(
          "request", "from", "token", "scopes", "string-to-sign", "command", "outcome", "answer");

  /**
   * @param app whose signature the response carries
   */
  private record Result(ResponseBody response, @Nullable App app) {}

  void run() {
    golden.allow(SECTIONS);
    ApiRequest request = request();
    Endpoint endpoint = endpoint(request);
    assertThat(golden.path().getParent().endsWith(endpoint.name()))
        .as("%s is a case of %s", golden.path(), endpoint.name())
        .isTrue();
    Result result = response(request, endpoint);
    HttpText expected = HttpText.parse(golden.section("answer"));
    ResponseBody response = result.response();
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .isEqualTo(new String(expected.body(), StandardCharsets.UTF_8));
    assertThat("HTTP " + response.status()).isEqualTo(expected.firstLine());
    Map<String, String> headers = expected.singleHeaders();
    assertThat(response.contentType()).isEqualTo(headers.remove("content-type"));
    Map<String, String> signature =
        result.app() == null
            ? Map.of()
            : world.dialect().api().signatureHeaders(result.app(), response.body(), world.now());
    assertThat(signature).isEqualTo(headers);
  }

  private Result response(ApiRequest request, Endpoint endpoint) {
    return switch (world.dialect().api().authenticate(request, endpoint, world, world.now())) {
      case Authentication.Server(App app, _) ->
          carryOut(request, endpoint, Caller.Kind.SERVER, app);
      case Authentication.TokenBearer(App app, String token, String device) -> {
        String shown = device == null ? token : (token + " " + device).strip();
        assertThat(shown).isEqualTo(golden.section("token"));
        yield carryOut(request, endpoint, Caller.Kind.CLIENT, app == null ? world.app() : app);
      }
      case Authentication.Anyone(App app) -> carryOut(request, endpoint, Caller.Kind.CLIENT, app);
      case Authentication.Refused(var refusal, App app, var mismatch) -> {
        if (golden.has("string-to-sign")) {
          assertThat(mismatch.stringToSign()).isEqualTo(golden.section("string-to-sign"));
        }
        assertThat(golden.has("command")).as("refused: %s", refusal).isFalse();
        yield new Result(world.dialect().api().refuse(refusal, endpoint), app);
      }
    };
  }

  private Result carryOut(
      ApiRequest request, Endpoint endpoint, Caller.Kind kind, @Nullable App app) {
    return switch (endpoint.read(request, world.caller(kind, app, scopes()))) {
      case Parsed.Unreadable<Command>(var refusal) -> {
        assertThat(golden.has("command")).as("unreadable: %s", refusal).isFalse();
        yield new Result(world.dialect().api().refuse(refusal, endpoint), app);
      }
      case Parsed.Read<Command>(Command command) -> {
        assertThat(GoldenWorld.tree(command, Command.class))
            .isEqualTo(GoldenWorld.tree(golden.section("command")));
        Outcome outcome = GoldenWorld.parse(golden.section("outcome"), Outcome.class);
        yield new Result(endpoint.write(outcome, command, app, world.platformUrls()), app);
      }
    };
  }

  /** Scopes of the access token; none where the file has none. */
  Set<Integer> scopes() {
    if (!golden.has("scopes")) {
      return Set.of();
    }
    return Arrays.stream(golden.section("scopes").split("\\s+"))
        .map(Integer::valueOf)
        .collect(Collectors.toSet());
  }

  ApiRequest request() {
    HttpText text = HttpText.parse(golden.section("request"));
    int space = text.firstLine().indexOf(' ');
    String target = text.firstLine().substring(space + 1);
    int question = target.indexOf('?');
    return new ApiRequest(
        text.firstLine().substring(0, space),
        question < 0 ? target : target.substring(0, question),
        question < 0 ? null : target.substring(question + 1),
        text.headers(),
        text.body(),
        golden.has("from") ? golden.section("from") : "127.0.0.1");
  }

  private Endpoint endpoint(ApiRequest request) {
    return world.dialect().api().endpoints().stream()
        .filter(endpoint -> endpoint.paths().contains(request.path()))
        .filter(endpoint -> endpoint.methods().contains(request.method()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no endpoint for " + golden.path()));
  }
}
