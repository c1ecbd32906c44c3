package io.berth.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.app.ManagementCommand;
import io.berth.demo.traffic.Demo;
import io.berth.standalone.bootstrap.BootstrapClient;
import io.berth.test.Authenticator;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody's session as headers carry it, without a browser.
 *
 * @param csrf what forms of this browser carry
 */
public record SignedInClients(String cookies, String csrf) {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern SECRET = Pattern.compile("<code>([A-Z2-7 ]+)</code>");

  /** A person who has nothing yet. */
  public static SignedInClients somebodyNew(RunningBerth berth)
      throws IOException, InterruptedException {
    String login = newUser(berth, List.of());
    try (Browser browser = new Browser(berth.origin())) {
      return browser.signIn(login);
    }
  }

  public static SignedInClients as(RunningBerth berth, String login)
      throws IOException, InterruptedException {
    return as(berth.origin(), login);
  }

  /** Somebody of the demo's platform. */
  public static SignedInClients as(String origin, String login)
      throws IOException, InterruptedException {
    try (Browser browser = new Browser(origin)) {
      return browser.signIn(login);
    }
  }

  /** An operator of its own, second factor passed. */
  public static SignedInClients operator(RunningBerth berth)
      throws IOException, InterruptedException {
    String login = newUser(berth, List.of("operator"));
    try (Browser browser = new Browser(berth.origin())) {
      SignedInClients session = browser.signIn(login);
      String page = browser.get("/account/second-factor");
      Matcher secret = SECRET.matcher(page);
      assertThat(secret.find()).as(page).isTrue();
      Authenticator device = Authenticator.of(secret.group(1));
      assertThat(
              browser.post(
                  "/account/second-factor",
                  Map.of("_csrf", session.csrf(), "code", device.code(0))))
          .contains("class=\"codes\"");
      return session;
    }
  }

  private static String newUser(RunningBerth berth, List<String> roles) {
    String login = "odd-" + UUID.randomUUID().toString().substring(0, 8) + "@example.com";
    try (BootstrapClient client = new BootstrapClient(berth.origin(), berth.operatorToken())) {
      client.send(
          new ManagementCommand.PutUser(
              login, null, Demo.PASSWORD, null, "Odd", null, null, null, roles));
    }
    return login;
  }

  private static final class Browser implements AutoCloseable {

    private final String origin;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

    Browser(String origin) {
      this.origin = origin;
    }

    SignedInClients signIn(String login) throws IOException, InterruptedException {
      String page = get("/account/sign-in");
      Matcher csrf = CSRF.matcher(page);
      assertThat(csrf.find()).as(page).isTrue();
      post(
          "/account/sign-in",
          Map.of("_csrf", csrf.group(1), "login", login, "password", Demo.PASSWORD));
      String all =
          cookies.getCookieStore().getCookies().stream()
              .map(cookie -> cookie.getName() + "=" + cookie.getValue())
              .collect(Collectors.joining("; "));
      assertThat(all).contains("berth-session=");
      return new SignedInClients(all, csrf.group(1));
    }

    String get(String path) throws IOException, InterruptedException {
      return send(HttpRequest.newBuilder(URI.create(origin + path)).GET());
    }

    String post(String path, Map<String, String> fields) throws IOException, InterruptedException {
      String form =
          fields.entrySet().stream()
              .map(
                  field ->
                      field.getKey()
                          + "="
                          + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
              .collect(Collectors.joining("&"));
      return send(
          HttpRequest.newBuilder(URI.create(origin + path))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("Origin", origin)
              .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
      return client
          .send(request.header("Accept", "text/html").build(), BodyHandlers.ofString())
          .body();
    }

    @Override
    public void close() {
      client.shutdownNow();
    }
  }
}
