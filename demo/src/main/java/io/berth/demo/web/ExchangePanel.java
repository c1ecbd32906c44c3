package io.berth.demo.web;

import io.berth.demo.recording.ExchangeLog;
import io.berth.demo.recording.RecordedExchange;
import io.berth.demo.recording.RecordedExchange.Kind;
import io.berth.demo.recording.RecordedExchange.Remark;
import io.berth.demo.recording.RecordedExchange.Request;
import io.berth.demo.recording.RecordedExchange.Response;
import io.berth.service.page.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Shows a browser session its recorded HTTP traffic in a side panel. */
public final class ExchangePanel {

  public static final String STREAM = "/wire/events";

  private static final Set<String> SHOWN = Set.of("content-type", "x-request-id", "user-agent");
  private static final Map<String, String> FILES =
      Map.of(
          "/assets/wire.css", "text/css; charset=utf-8",
          "/assets/wire.js", "text/javascript; charset=utf-8");

  private final ExchangeLog log;
  private final Templates templates;

  public ExchangePanel(ExchangeLog log, Templates templates) {
    this.log = log;
    this.templates = templates;
  }

  /** Adds the panel's data to a page's model. */
  public void addTo(Map<String, Object> model, String sessionId, String stream) {
    List<ExchangeLog.Entry> entries = log.of(sessionId);
    model.put("wire", entries);
    model.put("wireLast", entries.isEmpty() ? 0L : entries.getFirst().number());
    model.put("wireStream", stream);
  }

  /** Streams the exchanges since the page was rendered, and all later ones. */
  public WebResponse stream(WebRequest request, String sessionId, Language language) {
    String after =
        request.headers().getOrDefault("last-event-id", request.query().getOrDefault("after", ""));
    long last = after.matches("\\d{1,18}") ? Long.parseLong(after) : 0;
    return WebResponse.live(
        new WebResponse.Live(
            log,
            sessionId,
            last,
            entry -> templates.fragment("wire", "entry", language, Map.of("entry", entry))));
  }

  /** Records a request to the site and its response. */
  public void record(
      String sessionId, Kind kind, WebRequest request, WebResponse response, Remark... remarks) {
    log.record(
        sessionId,
        new RecordedExchange(
            kind,
            Instant.now(),
            Duration.ZERO,
            new Request(
                request.method(),
                request.target(),
                kind == Kind.CALLBACK ? headers(request) : Map.of(),
                request.text()),
            kind == Kind.REDIRECT
                ? Response.withoutBody(response.status())
                : new Response(
                    response.status(),
                    response.headers(),
                    new String(response.body(), StandardCharsets.UTF_8)),
            List.of(remarks)));
  }

  private static Map<String, String> headers(WebRequest request) {
    Map<String, String> shown = new LinkedHashMap<>();
    request
        .headers()
        .forEach(
            (name, value) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (SHOWN.contains(lower) || lower.endsWith("-ts") || lower.endsWith("-sign")) {
                shown.put(lower, value);
              }
            });
    return shown;
  }

  /** The panel's own files, and those of one site; 404 for anything else. */
  public static WebResponse asset(String path, Map<String, String> types) throws IOException {
    String type = FILES.getOrDefault(path, types.getOrDefault(path, ""));
    if (type.isEmpty()) {
      return WebResponse.text(404, "There is nothing here.");
    }
    try (InputStream file = ExchangePanel.class.getResourceAsStream("/sites" + path)) {
      if (file == null) {
        throw new IOException(path + " is missing");
      }
      return WebResponse.of(type, file.readAllBytes()).with("Cache-Control", "max-age=60");
    }
  }
}
