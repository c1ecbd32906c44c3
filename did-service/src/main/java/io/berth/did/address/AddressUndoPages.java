package io.berth.did.address;

import io.berth.api.Realm;
import io.berth.did.address.AddressChanges.Reversible;
import io.berth.did.web.Forms;
import io.berth.service.caller.Callers;
import io.berth.service.page.Pages;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Serves the page behind the link that an account's former address gets. It needs no sign-in:
 * whoever changed the address may have changed the password as well.
 */
@Configuration(proxyBeanMethods = false)
class AddressUndoPages {
  private static final String PATH = "/account/address/undo";

  private final AddressChanges changes;
  private final Forms forms;
  private final Pages pages;

  AddressUndoPages(AddressChanges changes, Forms forms, Pages pages) {
    this.changes = changes;
    this.forms = forms;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> addressUndoRoutes() {
    return RouterFunctions.route()
        .GET(PATH, request -> show(request, request.queryParam("token").orElse("")))
        .POST(PATH, request -> forms.accept(request, form -> undo(request, form.text("token"))))
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request, String token) {
    return changes
        .find(token)
        .flatMap(
            change ->
                pages.render(
                    request,
                    "address-undo",
                    Map.of("login", Realm.publicId(change.formerLogin()), "token", token)))
        .switchIfEmpty(Mono.defer(() -> ended(request)));
  }

  private Mono<ServerResponse> undo(ServerRequest request, String token) {
    return changes
        .find(token)
        .flatMap(
            change ->
                changes
                    .undo(Callers.of(request).withUid(change.uid()), token, change)
                    .filter(undone -> undone)
                    .flatMap(_ -> done(request, change)))
        .switchIfEmpty(Mono.defer(() -> ended(request)));
  }

  private Mono<ServerResponse> done(ServerRequest request, Reversible change) {
    return pages.render(
        request,
        "address-undo",
        Map.of("login", Realm.publicId(change.formerLogin()), "undone", true));
  }

  private Mono<ServerResponse> ended(ServerRequest request) {
    return pages.error(request, HttpStatus.NOT_FOUND, "address.undo.ended");
  }
}
