package io.berth.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.sun.net.httpserver.HttpServer;
import io.berth.api.Caller;
import io.berth.embedded.LocalPorts;
import io.berth.service.caller.CallerTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The console behind a scripted gateway: one for all tests of the module's pages. */
public final class RunningConsole {

  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private static @Nullable RunningConsole shared;

  private final ScriptedGateway gateway;
  private final HttpServer management =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final ConfigurableApplicationContext console;
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile String keys = "";
  private final int port = LocalPorts.free();

  private RunningConsole() throws IOException {
    gateway = new ScriptedGateway();
    management.createContext(
        "/actuator/keys",
        exchange -> {
          try (exchange) {
            byte[] report = keys.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, report.length);
            exchange.getResponseBody().write(report);
          }
        });
    management.start();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=" + port,
                "--management.server.port=" + LocalPorts.free(),
                "--berth.public-origin=http://127.0.0.1:" + port,
                "--berth.pages.csrf-key=" + KEY,
                "--berth.services.gateway.url=" + gateway.url(),
                "--berth.vouch.sends.gateway=" + KEY,
                // Tests stand in for the gateway with the console's own key.
                "--berth.vouch.sends.console=" + KEY,
                "--berth.vouch.accepts.console=" + KEY,
                "--berth.vouch.relayers=console",
                "--berth.console.management.console=http://127.0.0.1:1",
                "--berth.console.management.did-service=http://127.0.0.1:"
                    + management.getAddress().getPort(),
                // Nobody listens there: tests tell the console themselves what topics would.
                "--spring.kafka.bootstrap-servers=127.0.0.1:1",
                "--berth.events.refusals.keys.test=" + KEY,
                "--berth.console.local-inbox=true"));
    console =
        new SpringApplicationBuilder(ConsoleApplication.class)
            .properties("spring.config.name=console")
            .run(arguments.toArray(String[]::new));
  }

  public static synchronized RunningConsole get() {
    if (shared == null) {
      try {
        shared = new RunningConsole();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    shared.gateway.forget();
    return shared;
  }

  public ScriptedGateway gateway() {
    return gateway;
  }

  /** Lets did-service's management port answer with these keys. */
  public void holdsKeys(String report) {
    keys = report;
  }

  public <T> T bean(Class<T> type) {
    return console.getBean(type);
  }

  public String origin() {
    return "http://127.0.0.1:" + port;
  }

  /** What the gateway says of a signed-in user; of one who is not where {@code uid} is null. */
  public String callerToken(@Nullable Long uid) {
    Caller user =
        Caller.of(Caller.Kind.PAGE, "request")
            .withUid(uid)
            .withSession(uid == null ? null : "session")
            .withAddress("192.0.2.1");
    return console.getBean(CallerTokens.class).issue(user, "console");
  }

  public HttpResponse<String> get(String path) {
    return get(path, 1_000_000L, "en");
  }

  public HttpResponse<String> get(String path, @Nullable Long uid, String language) {
    return send(request(path, uid).header("Accept-Language", language).build());
  }

  /** Posts a form as a browser does that was shown {@code page} before. */
  public HttpResponse<String> post(String page, String path, Map<String, String> fields) {
    Shown shown = show(page);
    Map<String, String> all = new HashMap<>(fields);
    all.put("_csrf", shown.csrf());
    String body =
        all.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return post(path, "application/x-www-form-urlencoded", shown.cookie(), body);
  }

  /** Posts a form with a file of this name and content. */
  public HttpResponse<String> upload(String page, String path, String name, String content) {
    Shown shown = show(page);
    String body =
        """
        --limit
        Content-Disposition: form-data; name="_csrf"

        %s
        --limit
        Content-Disposition: form-data; name="file"; filename="%s"
        Content-Type: text/html

        %s
        --limit--
        """
            .formatted(shown.csrf(), name, content)
            .replace("\n", "\r\n");
    return post(path, "multipart/form-data; boundary=limit", shown.cookie(), body);
  }

  private record Shown(String csrf, String cookie) {}

  private Shown show(String page) {
    HttpResponse<String> shown = get(page);
    Matcher token = TOKEN.matcher(shown.body());
    if (!token.find()) {
      throw new AssertionError(page + " has no form: " + shown.body());
    }
    return new Shown(
        token.group(1),
        shown.headers().allValues("Set-Cookie").stream()
            .map(line -> line.substring(0, line.indexOf(';')))
            .collect(Collectors.joining("; ")));
  }

  private HttpResponse<String> post(String path, String type, String cookie, String body) {
    return send(
        request(path, 1_000_000L)
            .header("Accept-Language", "en")
            .header("Content-Type", type)
            .header("Cookie", cookie)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** Posts what another site makes a browser post: without the token that our pages carry. */
  public HttpResponse<String> forge(String path, String body) {
    return send(
        request(path, 1_000_000L)
            .header("Accept-Language", "en")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** Lets a browser in as somebody who is signed in. */
  public Page signedIn(Page page) {
    page.route(
        "**/*",
        route -> {
          Map<String, String> headers = new HashMap<>(route.request().headers());
          headers.put(CallerTokens.HEADER.toLowerCase(Locale.ROOT), callerToken(1_000_000L));
          route.resume(new Route.ResumeOptions().setHeaders(headers));
        });
    return page;
  }

  private HttpRequest.Builder request(String path, @Nullable Long uid) {
    return HttpRequest.newBuilder(URI.create(origin() + path))
        .header("Accept", "text/html")
        .header(CallerTokens.HEADER, callerToken(uid));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
