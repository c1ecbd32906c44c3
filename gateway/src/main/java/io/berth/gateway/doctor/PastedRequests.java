package io.berth.gateway.doctor;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Realm;
import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.DoctorCommand.CheckRequest;
import io.berth.api.doctor.DoctorOutcome.Checked;
import io.berth.api.doctor.DoctorOutcome.Verdict;
import io.berth.api.doctor.Mistake;
import io.berth.dialect.Api;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.Dialects.RouteMatch;
import io.berth.dialect.SiblingSecrets;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.page.GameFlow;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import io.berth.gateway.access.RefusalBudget;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says of a request that a developer pastes whether it is signed and what is wrong. It is carried
 * out by nobody, and as old as it may be. What is right is never said, so that it is no way to have
 * something signed.
 */
@Component
public final class PastedRequests {

  private final Apps apps;
  private final Dialects dialects;
  private final RefusalBudget budget;
  private final Clock clock;

  PastedRequests(Apps apps, Dialects dialects, RefusalBudget budget, Clock clock) {
    this.apps = apps;
    this.dialects = dialects;
    this.budget = budget;
    this.clock = clock;
  }

  /**
   * @param appId that the asking person may look at; a request of another is not checked
   */
  public Outcome check(@Nullable String appId, CheckRequest pasted) {
    App app = appId == null ? null : apps.find(appId);
    Dialect dialect = app == null ? null : dialects.byId(app.dialect());
    if (app == null || dialect == null) {
      return Refusal.of(ErrorCode.APP_UNKNOWN);
    }
    if (!budget.allowsPasted(app.appId())) {
      return Refusal.of(ErrorCode.TOO_FREQUENT);
    }
    ApiRequest request = request(pasted);
    RouteMatch match = dialects.endpoint(request.method(), request.path());
    if (match != null && match.dialect() == dialect) {
      // Where it is pasted from says nothing of where it will be sent from.
      return check(request, match, app.unbound());
    }
    if (match != null) {
      Diagnosis diagnosis = Diagnosis.of(Mistake.OTHER_DIALECT, app.dialect());
      return new Checked(Verdict.REFUSED, ErrorCode.APP_UNKNOWN, "", diagnosis, null);
    }
    GameFlow game = dialect.pages().game();
    return game == null || !dialect.api().endpoints().isEmpty()
        ? new Checked(Verdict.NO_ENDPOINT, null, methods(dialect, request.path()), null, null)
        : purchase(game, app, request);
  }

  private static ApiRequest request(CheckRequest pasted) {
    Map<String, List<String>> headers = new TreeMap<>();
    pasted.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    int query = pasted.target().indexOf('?');
    String path = query < 0 ? pasted.target() : pasted.target().substring(0, query);
    String rawQuery = query < 0 ? null : pasted.target().substring(query + 1);
    return new ApiRequest(
        pasted.method().toUpperCase(Locale.ROOT), path, rawQuery, headers, pasted.body(), "");
  }

  /** Methods that the path would be answered for. */
  private static String methods(Dialect dialect, String path) {
    return dialect.api().endpoints().stream()
        .filter(endpoint -> endpoint.paths().contains(path))
        .flatMap(endpoint -> endpoint.methods().stream())
        .sorted()
        .distinct()
        .reduce((one, other) -> one + ", " + other)
        .orElse("");
  }

  private Checked check(ApiRequest request, RouteMatch match, App app) {
    Api api = match.dialect().api();
    Apps only = id -> id.equals(app.publicId()) ? app : null;
    Instant now = clock.instant();
    Instant signedAt = api.signedAt(request);
    Instant then = signedAt == null ? now : signedAt;
    return switch (api.authenticate(request, match.endpoint(), only, then)) {
      case Authentication.Server _ -> signed(request, match, app, only, signedAt);
      case Authentication.TokenBearer _, Authentication.Anyone _ ->
          new Checked(Verdict.NOT_SIGNED, null, "", null, signedAt);
      case Authentication.Refused refused when refused.app() == null ->
          new Checked(Verdict.OTHER_APP, refused.refusal().code(), "", null, signedAt);
      case Authentication.Refused refused ->
          refused(
              refused.refusal(),
              SiblingSecrets.explain(
                  api.diagnose(request, refused, app, now),
                  app,
                  apps,
                  SiblingSecrets.accepting(match, request, then)),
              signedAt);
    };
  }

  private static Checked refused(Refusal refusal, Diagnosis diagnosis, @Nullable Instant signedAt) {
    String detail = diagnosis.mistake() == Mistake.PLAIN ? detail(refusal) : "";
    return new Checked(Verdict.REFUSED, refusal.code(), detail, diagnosis, signedAt);
  }

  private Checked signed(
      ApiRequest request, RouteMatch match, App app, Apps only, @Nullable Instant signedAt) {
    Instant now = clock.instant();
    Api api = match.dialect().api();
    if (api.authenticate(request, match.endpoint(), only, now)
        instanceof Authentication.Refused late) {
      Diagnosis diagnosis = api.diagnose(request, late, app, now);
      return new Checked(
          Verdict.SIGNED_AT_ANOTHER_TIME, late.refusal().code(), "", diagnosis, signedAt);
    }
    Caller caller =
        Caller.of(Caller.Kind.SERVER, "pasted")
            .in(Realm.of(app.appId()))
            .withApp(app.appId(), app.dialect());
    return match.endpoint().read(request, caller) instanceof Parsed.Unreadable<?>(Refusal refusal)
        ? new Checked(
            Verdict.SIGNED_BUT_UNREADABLE, refusal.code(), detail(refusal), null, signedAt)
        : new Checked(Verdict.SIGNED, null, "", null, signedAt);
  }

  /** A dialect whose games' servers call nothing signs what its games ask their page for. */
  private Checked purchase(GameFlow game, App app, ApiRequest request) {
    Map<String, String> fields = Params.ofQueryAndForm(request.rawQuery(), request.body()).all();
    String openId = fields.getOrDefault("open_id", "");
    return switch (game.purchase(app, openId, fields, "pasted", clock.instant())) {
      case Parsed.Read<?> _ -> new Checked(Verdict.SIGNED, null, "", null, null);
      case Parsed.Unreadable<?>(Refusal refusal) ->
          refused(
              refusal,
              SiblingSecrets.explain(
                  game.diagnose(app, openId, fields, refusal, clock.instant()),
                  app,
                  apps,
                  disguised ->
                      game.purchase(disguised, openId, fields, "pasted", clock.instant())
                          instanceof Parsed.Read<?>),
              null);
    };
  }

  private static String detail(Refusal refusal) {
    return refusal.detail() == null ? "" : refusal.detail();
  }
}
