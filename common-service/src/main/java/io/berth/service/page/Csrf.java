package io.berth.service.page;

import io.berth.service.key.KeyMaterial;
import io.berth.service.key.Randomness;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * Tells a form of ours from a form that another site makes a visitor post: a random cookie that
 * others cannot read or, with TLS, set, and in each form the cookie's HMAC, which only Berth can
 * make. Any service accepts the form of any other.
 *
 * <p>{@link Pages#render} sets the cookie and puts the field into the model as {@code csrf}; each
 * form carries {@code <input type="hidden" name="_csrf" th:value="${csrf}">}. A handler then reads:
 *
 * <pre>{@code
 * Mono<ServerResponse> rename(ServerRequest request) {
 *   return request.formData().flatMap(form ->
 *       csrf.valid(request, form)
 *           ? accounts.rename(Callers.of(request).uid(), form.getFirst("name")).then(seeOther("/account"))
 *           : pages.render(request, HttpStatus.FORBIDDEN, "account", Map.of("problem", "common.form.expired")));
 * }
 * }</pre>
 */
public final class Csrf {
  public static final String FIELD = "_csrf";
  private static final int COOKIE_BYTES = 16;
  private static final Pattern COOKIE_VALUE = Pattern.compile("[0-9A-Za-z_-]{22}");
  private static final String ATTRIBUTE = Csrf.class.getName();

  private final SecretKeySpec key;
  private final boolean secure;
  private final String cookieName;

  /**
   * @param secure whether browsers reach Berth through TLS
   */
  public Csrf(PageProperties properties, boolean secure) {
    this.key =
        new SecretKeySpec(
            KeyMaterial.atLeast(32, "berth.pages.csrf-key", properties.csrfKey()), "HmacSHA256");
    this.secure = secure;
    this.cookieName = secure ? "__Host-berth-csrf" : "berth-csrf";
  }

  /** Whether the form that came with this request is one of ours. */
  public boolean valid(ServerRequest request, MultiValueMap<String, String> form) {
    String cookie = cookie(request.exchange().getRequest());
    String field = form.getFirst(FIELD);
    return cookie != null
        && field != null
        && MessageDigest.isEqual(
            token(cookie).getBytes(StandardCharsets.US_ASCII),
            field.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Message key of what is wrong with the form that came with this request, or null. Somebody whose
   * browser blocks cookies could send an expired form again for ever.
   */
  public @Nullable String problem(ServerRequest request, MultiValueMap<String, String> form) {
    if (valid(request, form)) {
      return null;
    }
    return cookie(request.exchange().getRequest()) == null
        ? "common.form.no-cookie"
        : "common.form.expired";
  }

  /**
   * What forms on the page that answers this exchange carry; a visitor without the cookie gets one
   * with the answer.
   */
  public String field(ServerWebExchange exchange) {
    String made = exchange.getAttribute(ATTRIBUTE);
    if (made != null) {
      return made;
    }
    String cookie = cookie(exchange.getRequest());
    if (cookie == null) {
      cookie = Randomness.text(COOKIE_BYTES);
      exchange
          .getResponse()
          .addCookie(
              ResponseCookie.from(cookieName, cookie)
                  .path("/")
                  .httpOnly(true)
                  .sameSite("Lax")
                  .secure(secure)
                  .build());
    }
    String field = token(cookie);
    exchange.getAttributes().put(ATTRIBUTE, field);
    return field;
  }

  /**
   * Identifies the browser that sent a valid form, for what belongs to it alone, such as a code
   * that was mailed on its behalf. A digest: it can be stored.
   *
   * @throws IllegalStateException if the form was not found {@link #valid}
   */
  public String browser(ServerRequest request) {
    String cookie = cookie(request.exchange().getRequest());
    if (cookie == null) {
      throw new IllegalStateException("not one of our forms");
    }
    return token("browser:" + cookie);
  }

  private @Nullable String cookie(ServerHttpRequest request) {
    HttpCookie cookie = request.getCookies().getFirst(cookieName);
    return cookie != null && COOKIE_VALUE.matcher(cookie.getValue()).matches()
        ? cookie.getValue()
        : null;
  }

  private String token(String cookie) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(cookie.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC does not work here", e);
    }
  }
}
