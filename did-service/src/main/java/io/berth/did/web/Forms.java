package io.berth.did.web;

import io.berth.api.Realm;
import io.berth.did.account.Accounts;
import io.berth.did.throttle.QueueFullException;
import io.berth.service.caller.Callers;
import io.berth.service.page.Csrf;
import io.berth.service.page.Pages;
import java.net.URI;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Reads forms, and refuses those that other sites send (cross-site request forgery). */
@Component
public final class Forms {
  private final Csrf csrf;
  private final Pages pages;

  Forms(Csrf csrf, Pages pages) {
    this.csrf = csrf;
    this.pages = pages;
  }

  /**
   * Fields of a form.
   *
   * @param realm of the person who filled it in
   * @param browser identifies the browser that sent it
   */
  public record Form(Realm realm, MultiValueMap<String, String> fields, String browser) {
    public String text(String name) {
      String value = fields.getFirst(name);
      return value == null ? "" : value;
    }

    /** The login of the address in the field {@code login}. */
    public String login() {
      return Accounts.login(realm, text("login"));
    }
  }

  /** Refuses a form of another site; answers 429 while a queue is full. */
  public Mono<ServerResponse> accept(
      ServerRequest request, Function<Form, Mono<ServerResponse>> work) {
    return pages
        .form(
            request,
            fields ->
                work.apply(
                    new Form(Callers.realm(request.exchange()), fields, csrf.browser(request))))
        .onErrorResume(
            QueueFullException.class, _ -> pages.error(request, HttpStatus.TOO_MANY_REQUESTS));
  }

  /** After a form was accepted: reloading must not send it again. */
  public static Mono<ServerResponse> seeOther(String location) {
    return ServerResponse.seeOther(URI.create(location)).build();
  }
}
