package io.berth.gateway.route;

import io.berth.api.ErrorCode;
import io.berth.api.Realm;
import io.berth.api.Topics;
import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Mistake;
import io.berth.api.doctor.RefusedSignature;
import io.berth.dialect.Api;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.Dialects.RouteMatch;
import io.berth.dialect.SiblingSecrets;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication;
import io.berth.gateway.access.RefusalBudget;
import io.berth.gateway.http.RequestHead;
import io.berth.service.kafka.publisher.Events;
import io.berth.service.kafka.publisher.TopicPublisher;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Publishes refused requests of known apps for the signature doctor: a few per app and minute,
 * since anybody can make them. No request waits for it.
 */
@Component
final class RefusedSignatures {

  private static final Logger log = LoggerFactory.getLogger(RefusedSignatures.class);
  private static final Set<String> ALWAYS_SHOWN = Set.of("content-type", "content-sha1", "date");
  private static final int LONGEST_VALUE = 512;
  private static final int LONGEST_STRING = 16 * 1024;
  private static final int MOST_LINES = 100;

  /** No request of any dialect that names its app in a body is longer. */
  private static final int LONGEST_BODY = 16 * 1024;

  private final Apps apps;
  private final Dialects dialects;
  private final TopicPublisher refusals;
  private final RefusalBudget budget;

  RefusedSignatures(Apps apps, Dialects dialects, Events events, RefusalBudget budget) {
    this.apps = apps;
    this.dialects = dialects;
    this.refusals = events.to(Topics.REFUSALS);
    this.budget = budget;
  }

  /**
   * @param match whose dialect refused the request
   * @param request the whole one
   */
  void report(
      RouteMatch match,
      RequestHead head,
      Authentication.Refused refused,
      ApiRequest request,
      Instant at) {
    App app =
        refused.app() == null ? appOfOtherDialect(match, head.realm(), request) : refused.app();
    if (app == null
        || refused.refusal().code().category() != ErrorCode.Category.CALLER
        || !budget.allows(app.appId())) {
      return;
    }
    Refused report = new Refused(match, refused, app, request, at);
    Mono.fromCallable(() -> describe(report, head.requestId()))
        .subscribeOn(Schedulers.parallel())
        .flatMap(described -> refusals.publishJson(app.appId(), described))
        .subscribe(done -> {}, failure -> log.warn("cannot publish a refused signature", failure));
  }

  private record Refused(
      RouteMatch match, Authentication.Refused refused, App app, ApiRequest request, Instant at) {}

  /** The app that is named by a request which was sent to another dialect's path, or null. */
  private @Nullable App appOfOtherDialect(RouteMatch match, Realm realm, ApiRequest request) {
    if (request.body().length > LONGEST_BODY) {
      return null;
    }
    for (Dialect dialect : dialects.all()) {
      String named = dialect.api().namedApp(request);
      App app = named == null ? null : apps.in(realm).find(named);
      if (app != null && !app.dialect().equals(match.dialect().id())) {
        return app;
      }
    }
    return null;
  }

  private Diagnosis diagnose(Refused report) {
    RouteMatch match = report.match();
    App app = report.app();
    if (!app.dialect().equals(match.dialect().id())) {
      return Diagnosis.of(Mistake.OTHER_DIALECT, app.dialect());
    }
    Api api = match.dialect().api();
    Instant signedAt = api.signedAt(report.request());
    Instant then = signedAt == null ? report.at() : signedAt;
    return SiblingSecrets.explain(
        api.diagnose(report.request(), report.refused(), app, report.at()),
        app,
        apps,
        SiblingSecrets.accepting(match, report.request(), then));
  }

  private RefusedSignature describe(Refused report, String requestId) {
    ApiRequest request = report.request();
    Authentication.Mismatch mismatch = report.refused().mismatch();
    String stringToSign = mismatch == null ? "" : mismatch.stringToSign();
    Diagnosis diagnosis = diagnose(report);
    return new RefusedSignature(
        report.app().appId(),
        requestId,
        report.at(),
        request.method(),
        request.path(),
        report.refused().refusal().code(),
        shortened(stringToSign, LONGEST_STRING),
        mismatch == null || diagnosis.explains()
            ? ""
            : shortened(mismatch.presented(), LONGEST_VALUE),
        signed(request.headers(), stringToSign),
        request.address(),
        shortened(diagnosis));
  }

  private static Diagnosis shortened(Diagnosis diagnosis) {
    return new Diagnosis(
        diagnosis.mistake(),
        shortened(diagnosis.detail(), LONGEST_VALUE),
        diagnosis.lines().stream().limit(MOST_LINES).map(RefusedSignatures::shortened).toList());
  }

  private static Diagnosis.Line shortened(Diagnosis.Line line) {
    String signed = line.signed();
    String found = line.found();
    return new Diagnosis.Line(
        shortened(line.name(), LONGEST_VALUE),
        signed == null ? null : shortened(signed, LONGEST_VALUE),
        found == null ? null : shortened(found, LONGEST_VALUE));
  }

  /**
   * The headers that take part in the signature: those whose value stands in what was signed, so
   * that no token or cookie can be among them whatever it is called.
   */
  private static Map<String, String> signed(
      Map<String, List<String>> headers, String stringToSign) {
    Map<String, String> signed = new TreeMap<>();
    headers.forEach(
        (name, values) -> {
          String value = values.getFirst();
          if (ALWAYS_SHOWN.contains(name) || (!value.isBlank() && stringToSign.contains(value))) {
            signed.put(name, shortened(value, LONGEST_VALUE));
          }
        });
    return signed;
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + '…';
  }
}
