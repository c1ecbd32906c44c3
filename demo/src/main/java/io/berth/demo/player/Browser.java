package io.berth.demo.player;

import io.berth.demo.merchant.Mismatch;
import io.berth.demo.recording.Transcript;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends HTTP requests with cookies; returns redirects instead of following them. */
final class Browser implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(TIMEOUT)
          .build();
  private final Transcript transcript;

  Browser(Transcript transcript) {
    this.transcript = transcript;
  }

  Page get(URI uri) {
    transcript.sent("GET " + uri);
    return send(HttpRequest.newBuilder(uri).GET(), uri);
  }

  /** Fills a form in and sends it. */
  Page submit(Page page, Page.Form form, Map<String, String> fields) {
    URI target = form.action().isEmpty() ? page.uri() : page.uri().resolve(form.action());
    Map<String, String> all = new LinkedHashMap<>(form.sent());
    all.putAll(fields);
    transcript.sent("POST " + target + " with " + String.join(", ", fields.keySet()));
    String body =
        all.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", origin(target))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send(request, target);
  }

  /** Follows a redirect that stays on the suite. */
  Page follow(Page page) {
    String location = page.location();
    if (location == null) {
      throw new Mismatch("a redirect was expected, but came " + page.status());
    }
    return get(page.uri().resolve(location));
  }

  private Page send(HttpRequest.Builder request, URI uri) {
    request.timeout(TIMEOUT).header("Accept", "text/html").header("Accept-Language", "en");
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      String location = response.headers().firstValue("Location").orElse(null);
      transcript.received(response.statusCode() + (location == null ? "" : " to " + location));
      return new Page(uri, response.statusCode(), location, response.body());
    } catch (IOException e) {
      throw new Mismatch(uri + " cannot be reached: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Mismatch("interrupted");
    }
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getAuthority();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
