package io.berth.did.session;

import io.berth.did.account.Account;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.service.page.PageSecurity;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves pages to users who are signed in, and the sign-in form to everybody else. */
@Component
public final class SignedInPages {
  private final CurrentUser currentUser;
  private final SignInForm signInForm;
  private final Forms forms;

  SignedInPages(CurrentUser currentUser, SignInForm signInForm, Forms forms) {
    this.currentUser = currentUser;
    this.signInForm = signInForm;
    this.forms = forms;
  }

  public Mono<ServerResponse> get(
      ServerRequest request, Function<Account, Mono<ServerResponse>> page) {
    return currentUser
        .of(request)
        .flatMap(user -> user.isPresent() ? page.apply(user.get()) : signInForm.inPlace(request));
  }

  /**
   * The same on the way to an app, which the sign-in form names.
   *
   * @param security of the sign-in form
   */
  public Mono<ServerResponse> get(
      ServerRequest request,
      String appName,
      PageSecurity security,
      Function<Account, Mono<ServerResponse>> page) {
    return currentUser
        .of(request)
        .flatMap(
            user ->
                user.isPresent()
                    ? page.apply(user.get())
                    : signInForm.inPlace(request, appName, security));
  }

  public Mono<ServerResponse> post(
      ServerRequest request, BiFunction<Account, Form, Mono<ServerResponse>> work) {
    return forms.accept(request, form -> get(request, account -> work.apply(account, form)));
  }
}
