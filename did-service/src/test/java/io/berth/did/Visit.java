package io.berth.did;

import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;

/** A browser behind a gateway: keeps cookies, sends the form token of the page it was shown. */
public final class Visit {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final Platform platform;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private @Nullable String token;
  private String language = "en";
  private String address = Platform.ADDRESS;

  public Visit(Platform platform) {
    this.platform = platform;
  }

  public record Page(int status, String html, @Nullable String location, String policy) {}

  public Visit speaking(String tag) {
    language = tag;
    return this;
  }

  /** Comes from another address. */
  public Visit from(String other) {
    address = other;
    return this;
  }

  /** Whatever the browser keeps beside its session. */
  public Visit forgetSession() {
    cookies.remove("berth-session");
    return this;
  }

  public Page get(String address) {
    return go(HttpMethod.GET, address, null);
  }

  /**
   * @param fields name and value in turns
   */
  public Page post(String address, String... fields) {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    if (token != null) {
      form.add("_csrf", token);
    }
    for (int i = 0; i < fields.length; i += 2) {
      form.add(fields[i], fields[i + 1]);
    }
    return go(HttpMethod.POST, address, form);
  }

  public Visit forgetToken() {
    token = null;
    return this;
  }

  /** As a browser that keeps none. */
  public Visit forgetCookies() {
    cookies.clear();
    return this;
  }

  public Visit signIn(String login) {
    get("/account/sign-in");
    Page answer =
        post("/account/sign-in", "login", login, "password", "correct horse", "next", "/account");
    if (answer.status() != 303) {
      throw new AssertionError("not signed in: " + answer);
    }
    return this;
  }

  public @Nullable String sessionId() {
    String cookie = cookies.get("berth-session");
    try {
      return cookie == null
          ? null
          : SignedJWT.parse(cookie).getJWTClaimsSet().getStringClaim("sid");
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  public @Nullable Long uid() {
    String cookie = cookies.get("berth-session");
    try {
      return cookie == null
          ? null
          : Long.valueOf(SignedJWT.parse(cookie).getJWTClaimsSet().getSubject());
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private String from() {
    return address;
  }

  private Page go(HttpMethod method, String address, @Nullable MultiValueMap<String, String> form) {
    WebTestClient.RequestBodySpec request =
        platform
            .web()
            .method(method)
            .uri(URI.create(platform.origin() + address))
            .header("Berth-Caller", platform.vouch(Platform.visitor(uid(), sessionId(), from())))
            .header("Accept-Language", language)
            .accept(MediaType.TEXT_HTML);
    cookies.forEach(request::cookie);
    if (form != null) {
      request.body(BodyInserters.fromFormData(form));
    }
    EntityExchangeResult<byte[]> answer = request.exchange().expectBody().returnResult();
    answer
        .getResponseCookies()
        .forEach(
            (name, values) -> {
              String value = values.getLast().getValue();
              if (value.isEmpty()) {
                cookies.remove(name);
              } else {
                cookies.put(name, value);
              }
            });
    byte[] body = answer.getResponseBody();
    String html = body == null ? "" : new String(body, StandardCharsets.UTF_8);
    Matcher matcher = TOKEN.matcher(html);
    if (matcher.find()) {
      token = matcher.group(1);
    }
    String policy = answer.getResponseHeaders().getFirst("Content-Security-Policy");
    return new Page(
        answer.getStatus().value(),
        html,
        answer.getResponseHeaders().getFirst("Location"),
        policy == null ? "" : policy);
  }
}
