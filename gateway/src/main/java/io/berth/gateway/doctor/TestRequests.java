package io.berth.gateway.doctor;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Realm;
import io.berth.api.doctor.DoctorCommand.SendTestRequest;
import io.berth.api.doctor.DoctorOutcome.Exchanged;
import io.berth.api.doctor.DoctorOutcome.Header;
import io.berth.api.doctor.DoctorOutcome.ReceivedResponse;
import io.berth.api.doctor.DoctorOutcome.SentRequest;
import io.berth.dialect.Api;
import io.berth.dialect.Dialects;
import io.berth.dialect.Dialects.RouteMatch;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.SignedRequest;
import io.berth.dialect.api.UnsignedRequest;
import io.berth.dialect.api.UnsignedRequest.UserToken;
import io.berth.dialect.parameter.Parameter;
import io.berth.gateway.access.TestRequestBudget;
import io.berth.gateway.http.TestClient;
import io.berth.service.runtime.PlatformProperties;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs requests of the documentation's pages with the secrets of apps of test, which stay here,
 * and sends them to this gateway's own test mode.
 */
@Component
public final class TestRequests {
  private static final int LONGEST_INPUT = 32 * 1024;
  private static final JsonMapper JSON = new JsonMapper();

  private final Apps apps;
  private final Dialects dialects;
  private final TestRequestBudget budget;
  private final TestClient client;
  private final PlatformProperties platform;
  private final Clock clock;

  TestRequests(
      Apps apps,
      Dialects dialects,
      TestRequestBudget budget,
      TestClient client,
      PlatformProperties platform,
      Clock clock) {
    this.apps = apps;
    this.dialects = dialects;
    this.budget = budget;
    this.client = client;
    this.platform = platform;
    this.clock = clock;
  }

  /**
   * @param uid of the asking person
   * @param appId that the person may act for
   */
  public Mono<Outcome> send(long uid, @Nullable String appId, SendTestRequest asked) {
    App app = appId == null ? null : apps.find(appId);
    if (app == null || Realm.of(app.appId()) != Realm.TEST || !platform.hasTest()) {
      return Mono.just(Refusal.of(ErrorCode.APP_UNKNOWN));
    }
    if (!budget.allows(uid)) {
      return Mono.just(Refusal.of(ErrorCode.TOO_FREQUENT));
    }
    RouteMatch match = dialects.endpoint(asked.method(), asked.path());
    if (match == null || !match.dialect().id().equals(app.dialect())) {
      return Mono.just(Refusal.of(ErrorCode.NO_CONTENT));
    }
    UnsignedRequest unsigned = unsigned(asked, match);
    String problem = problem(unsigned, match);
    if (problem != null) {
      return Mono.just(Invalid.of("", problem));
    }
    Api api = match.dialect().api();
    SignedRequest signed = api.sign(unsigned, match.endpoint(), app, clock.instant());
    return signed == null
        ? Mono.just(Invalid.of("", "no-secret"))
        : client
            .send(asked.method(), signed)
            .<Outcome>map(response -> exchanged(asked.method(), signed, response, api))
            .onErrorReturn(Refusal.of(ErrorCode.TIMEOUT));
  }

  private static UnsignedRequest unsigned(SendTestRequest asked, RouteMatch match) {
    Caller.Kind caller = match.endpoint().caller(asked.method());
    boolean bearsToken = match.endpoint().callers().contains(caller);
    return new UnsignedRequest(
        asked.method(),
        asked.path(),
        caller,
        asked.parameters(),
        caller == Caller.Kind.CLIENT && bearsToken
            ? new UserToken(asked.accessToken(), asked.device())
            : new UserToken("", ""));
  }

  /** Declared parameters only, and no more than forms hold; headers end at a line break. */
  private static @Nullable String problem(UnsignedRequest unsigned, RouteMatch match) {
    Set<String> declared =
        match.endpoint().parameters(unsigned.caller()).stream()
            .flatMap(Parameter::named)
            .map(Parameter.Named::name)
            .collect(Collectors.toSet());
    declared.removeAll(match.dialect().api().proofParameters());
    if (!declared.containsAll(unsigned.parameters().keySet())) {
      return "undeclared";
    }
    String token = unsigned.token().accessToken() + unsigned.token().device();
    if (!token.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      return "token-format";
    }
    int length =
        unsigned.parameters().values().stream().mapToInt(String::length).sum() + token.length();
    return length > LONGEST_INPUT ? "too-long" : null;
  }

  private Exchanged exchanged(
      String method, SignedRequest signed, TestClient.Response response, Api api) {
    String body = new String(response.body(), StandardCharsets.UTF_8);
    Integer code = code(body, api.codeField());
    boolean success =
        code != null
            && api.codes().stream()
                .anyMatch(known -> known.number() == code && known.causes().isEmpty());
    SentRequest sent =
        new SentRequest(
            method,
            platform.origin(Realm.TEST) + signed.target(),
            signed.headers().entrySet().stream()
                .map(header -> new Header(header.getKey(), header.getValue()))
                .toList(),
            signed.shownBody(),
            signed.signedText());
    List<Header> headers =
        response.headers().stream()
            .map(header -> new Header(header.getKey(), header.getValue()))
            .toList();
    return new Exchanged(
        sent,
        new ReceivedResponse(
            response.status(),
            headers,
            body,
            code,
            success,
            response.header("X-Request-Id"),
            response.time().toMillis()));
  }

  private static @Nullable Integer code(String body, String field) {
    try {
      JsonNode code = JSON.readTree(body).path(field);
      return code.isInt() ? code.intValue() : null;
    } catch (JacksonException notJson) {
      return null;
    }
  }
}
