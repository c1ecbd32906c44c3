package io.berth.console.docs;

import io.berth.api.Caller;
import io.berth.api.Realm;
import io.berth.api.app.AppOutcome.AppFound;
import io.berth.dialect.Api;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.Dialects.RouteMatch;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.parameter.Parameter;
import io.berth.service.runtime.PlatformProperties;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Makes forms of the declared parameters of endpoints, filled in with the documents' examples. */
@Component
class SendForms {
  private static final Pattern HEADING = Pattern.compile("(?=<h[23] )");
  private static final Pattern ENDPOINT =
      Pattern.compile("<h3 [^>]*><code>([A-Z]+) (/[^<]*)</code></h3>");
  private static final Set<String> REDIRECTS = Set.of("redirect_url", "redirect_uri");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Dialects dialects;
  private final Documents documents;
  private final ApiExamples examples;
  private final PlatformProperties platform;

  SendForms(
      Dialects dialects, Documents documents, ApiExamples examples, PlatformProperties platform) {
    this.dialects = dialects;
    this.documents = documents;
    this.examples = examples;
    this.platform = platform;
  }

  /** Null where the app's dialect has no such endpoint. */
  @Nullable SendForm of(AppFound app, String method, String path) {
    RouteMatch match = dialects.endpoint(method, path);
    if (match == null || !match.dialect().id().equals(app.dialect())) {
      return null;
    }
    Api api = match.dialect().api();
    Caller.Kind caller = match.endpoint().caller(method);
    boolean token = caller == Caller.Kind.CLIENT && match.endpoint().callers().contains(caller);
    Map<String, String> values = values(app, method, path);
    List<SendForm.Field> fields =
        match.endpoint().parameters(caller).stream()
            .flatMap(Parameter::named)
            .filter(parameter -> !api.proofParameters().contains(parameter.name()))
            .map(
                parameter ->
                    new SendForm.Field(
                        parameter.name(),
                        parameter.required(),
                        parameter.meaning(),
                        parameter instanceof Parameter.Text text && text.fresh(),
                        values.getOrDefault(parameter.name(), "")))
            .map(SendForms::renewed)
            .toList();
    boolean device =
        token && api.credentials(caller).stream().anyMatch(it -> it.header().equals("device"));
    return new SendForm(
        Realm.publicId(app.appId()),
        app.dialect(),
        (method + path).replaceAll("[^A-Za-z0-9]+", "-"),
        method,
        path,
        fields,
        token,
        device);
  }

  /** The field with another value, where each request needs one. */
  private static SendForm.Field renewed(SendForm.Field field) {
    if (!field.fresh()) {
      return field;
    }
    byte[] number = new byte[6];
    RANDOM.nextBytes(number);
    return field.with("test_" + HexFormat.of().formatHex(number));
  }

  /** The form for the next request after one that was carried out. */
  SendForm renewed(SendForm form) {
    return form.with(form.fields().stream().map(SendForms::renewed).toList());
  }

  /**
   * A part of a document's HTML, from one heading to the next.
   *
   * @param form null where the part is not about an endpoint
   */
  record Part(String html, @Nullable SendForm form) {}

  /** Splits a document of an API, so that each endpoint is followed by its form. */
  List<Part> parts(String html, AppFound app) {
    return Arrays.stream(HEADING.split(html))
        .map(
            part -> {
              Matcher endpoint = ENDPOINT.matcher(part);
              return new Part(
                  part,
                  endpoint.lookingAt() ? of(app, endpoint.group(1), endpoint.group(2)) : null);
            })
        .toList();
  }

  private Map<String, String> values(AppFound app, String method, String path) {
    String exampleApp = documents.exampleApp(app.dialect());
    String redirect = redirect(app);
    Map<String, String> values = new LinkedHashMap<>(examples.of(method, path));
    values.replaceAll(
        (name, value) ->
            value.equals(exampleApp)
                ? Realm.publicId(app.appId())
                : REDIRECTS.contains(name) && redirect != null ? redirect : value);
    return values;
  }

  private static @Nullable String redirect(AppFound app) {
    JsonNode own = app.settings().get("redirect_uri");
    return own != null && own.isString()
        ? own.asString()
        : app.redirectUrls().isEmpty() ? null : app.redirectUrls().getFirst();
  }

  /** Where requests go. */
  String origin() {
    return platform.origin(Realm.TEST);
  }

  /** Whether the app is a game that is entered by more than a link. */
  boolean isPlayed(AppFound app) {
    Dialect dialect = dialects.byId(app.dialect());
    return dialect != null && dialect.pages().game() != null && links(app).isEmpty();
  }

  /** Links to the app's pages in the test mode. */
  List<String> links(AppFound app) {
    Dialect dialect = dialects.byId(app.dialect());
    return dialect == null
        ? List.of()
        : dialect
            .pages()
            .sampleLinks(Realm.publicId(app.appId()), redirect(app), new PlatformUrls(origin()));
  }
}
