package io.berth.did.session;

import io.berth.did.web.LocalRedirects;
import io.berth.service.page.PageSecurity;
import io.berth.service.page.Pages;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The sign-in form, shown in place of whatever page needs somebody to be signed in. */
@Component
public final class SignInForm {
  private final Pages pages;

  SignInForm(Pages pages) {
    this.pages = pages;
  }

  /** At the page's own address, which the visitor is led back to. */
  public Mono<ServerResponse> inPlace(ServerRequest request) {
    return show(
        request, HttpStatus.OK, LocalRedirects.address(request), "", null, PageSecurity.PLAIN);
  }

  /**
   * @param appName whom the visitor is on the way to
   * @param security a form that ends in a redirect to the app needs its origin allowed from here on
   */
  public Mono<ServerResponse> inPlace(
      ServerRequest request, String appName, PageSecurity security) {
    Map<String, Object> model = model(LocalRedirects.address(request), "", null);
    model.put("appName", appName);
    return pages.render(request, HttpStatus.OK, "sign-in", model, security);
  }

  public Mono<ServerResponse> show(
      ServerRequest request,
      HttpStatus status,
      String next,
      String login,
      @Nullable String problem,
      PageSecurity security) {
    return pages.render(request, status, "sign-in", model(next, login, problem), security);
  }

  /**
   * @param wait how long, in words
   */
  Mono<ServerResponse> tooOften(ServerRequest request, String next, String login, String wait) {
    Map<String, Object> model = model(next, login, "sign-in.problem.too-often");
    model.put("wait", wait);
    return pages.render(
        request, HttpStatus.TOO_MANY_REQUESTS, "sign-in", model, PageSecurity.PLAIN);
  }

  private static Map<String, Object> model(String next, String login, @Nullable String problem) {
    Map<String, Object> model = new HashMap<>(Map.of("next", next, "login", login));
    if (problem != null) {
      model.put("problem", problem);
    }
    return model;
  }
}
