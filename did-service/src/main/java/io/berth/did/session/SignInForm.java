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

/** Shows the sign-in form in place of a page that needs a signed-in user. */
@Component
public final class SignInForm {
  private static final String TEMPLATE = "sign-in";

  private final Pages pages;

  SignInForm(Pages pages) {
    this.pages = pages;
  }

  /**
   * Content of the form.
   *
   * @param next path that signing in leads to
   * @param problem key of a message; null where there is none
   */
  public record Entry(String next, String login, @Nullable String problem) {

    private Map<String, Object> model() {
      Map<String, Object> model = new HashMap<>(Map.of("next", next, "login", login));
      if (problem != null) {
        model.put("problem", problem);
      }
      return model;
    }
  }

  /** Shows the form at the address of the page itself, to which signing in leads back. */
  public Mono<ServerResponse> inPlace(ServerRequest request) {
    return show(request, new Entry(LocalRedirects.address(request), "", null));
  }

  /**
   * @param appName app that the user is on the way to
   * @param security a form that ends in a redirect to the app needs its origin allowed from here on
   */
  public Mono<ServerResponse> inPlace(
      ServerRequest request, String appName, PageSecurity security) {
    Map<String, Object> model = new Entry(LocalRedirects.address(request), "", null).model();
    model.put("appName", appName);
    return pages.render(request, HttpStatus.OK, TEMPLATE, model, security);
  }

  public Mono<ServerResponse> show(ServerRequest request, Entry entry) {
    return pages.render(request, HttpStatus.OK, TEMPLATE, entry.model(), PageSecurity.PLAIN);
  }

  /**
   * @param wait how long, in words
   */
  Mono<ServerResponse> tooOften(ServerRequest request, String next, String login, String wait) {
    Map<String, Object> model = new Entry(next, login, "sign-in.problem.too-often").model();
    model.put("wait", wait);
    return pages.render(request, HttpStatus.TOO_MANY_REQUESTS, TEMPLATE, model, PageSecurity.PLAIN);
  }
}
