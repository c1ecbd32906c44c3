package io.berth.pay.checkout;

import io.berth.pay.checkout.CheckoutPage.Note;
import io.berth.service.page.Csrf;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Reads forms of the pay page, and refuses those that another site sent. */
@Component
class CheckoutForms {

  private final CheckoutRequests requests;
  private final CheckoutPage page;
  private final Csrf csrf;

  CheckoutForms(CheckoutRequests requests, CheckoutPage page, Csrf csrf) {
    this.requests = requests;
    this.page = page;
    this.csrf = csrf;
  }

  @FunctionalInterface
  interface Action {
    Mono<ServerResponse> with(CheckoutRequest checkout, MultiValueMap<String, String> form);
  }

  Mono<ServerResponse> read(ServerRequest request, String path, Action action) {
    return requests
        .find(request, path)
        .flatMap(
            checkout ->
                request
                    .formData()
                    .flatMap(
                        form -> {
                          String problem = csrf.problem(request, form);
                          return problem == null
                              ? action.with(checkout, form)
                              : page.show(checkout, HttpStatus.FORBIDDEN, Note.problem(problem));
                        }))
        .switchIfEmpty(Mono.defer(() -> page.badLink(request)));
  }
}
