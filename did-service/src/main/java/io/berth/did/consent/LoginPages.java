package io.berth.did.consent;

import io.berth.api.Realm;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.page.LoginFlow;
import io.berth.did.account.Account;
import io.berth.did.consent.LoginLinks.Link;
import io.berth.did.consent.ScopeChoices.Box;
import io.berth.did.consent.ScopeChoices.Choice;
import io.berth.did.identity.Identities;
import io.berth.did.session.SignedInPages;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.did.web.LocalRedirects;
import io.berth.service.page.Languages;
import io.berth.service.page.Names;
import io.berth.service.page.PageSecurity;
import io.berth.service.page.Pages;
import io.berth.service.runtime.PlatformProperties;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Serves the pages that apps send people to for a login. A link that fails a check ends with an
 * error page: redirecting from it would be an open redirect.
 */
@Configuration(proxyBeanMethods = false)
class LoginPages {
  private final LoginLinks links;
  private final Identities identities;
  private final Grants grants;
  private final SignedInPages signedIn;
  private final Forms forms;
  private final Pages pages;
  private final PlatformProperties platform;

  LoginPages(
      LoginLinks links,
      Identities identities,
      Grants grants,
      SignedInPages signedIn,
      Forms forms,
      Pages pages,
      PlatformProperties platform) {
    this.links = links;
    this.identities = identities;
    this.grants = grants;
    this.signedIn = signedIn;
    this.forms = forms;
    this.pages = pages;
    this.platform = platform;
  }

  @Bean
  RouterFunction<ServerResponse> loginRoutes() {
    RouterFunctions.Builder routes = RouterFunctions.route();
    for (String path : links.paths()) {
      routes.GET(
          path, request -> signedIn(request, (link, account) -> ask(request, link, account)));
      routes.POST(path, this::decide);
    }
    return routes.build();
  }

  private Mono<ServerResponse> decide(ServerRequest request) {
    return forms.accept(
        request,
        form ->
            signedIn(
                request,
                (link, account) ->
                    switch (form.text("decision")) {
                      case "allow" -> allow(link, account, form);
                      case "deny" -> deny(link);
                      default -> pages.error(request, HttpStatus.BAD_REQUEST);
                    }));
  }

  private Mono<ServerResponse> signedIn(
      ServerRequest request, BiFunction<Link, Account, Mono<ServerResponse>> work) {
    return links
        .read(request)
        .flatMap(
            link ->
                signedIn.get(
                    request,
                    name(request, link),
                    leading(link),
                    account -> admitted(request, link, account, work)))
        .switchIfEmpty(Mono.defer(() -> pages.error(request, HttpStatus.BAD_REQUEST)));
  }

  private Mono<ServerResponse> admitted(
      ServerRequest request,
      Link link,
      Account account,
      BiFunction<Link, Account, Mono<ServerResponse>> work) {
    return links
        .admits(link, account)
        .flatMap(
            admitted ->
                admitted
                    ? work.apply(link, account)
                    : pages.error(request, HttpStatus.NOT_FOUND, "apps.not-open"));
  }

  private Mono<ServerResponse> ask(ServerRequest request, Link link, Account account) {
    return choices(link, account)
        .flatMap(
            choices -> {
              Choice before = choices.decidedBefore();
              return before == null
                  ? consent(request, link, account, choices)
                  : allow(link, account.uid(), before);
            });
  }

  private Mono<ScopeChoices> choices(Link link, Account account) {
    return identities
        .byUid(link.app().appId(), account.uid())
        .map(identity -> ScopeChoices.of(link.app(), link.scopes(), identity))
        .defaultIfEmpty(ScopeChoices.of(link.app(), link.scopes(), null));
  }

  private Mono<ServerResponse> consent(
      ServerRequest request, Link link, Account account, ScopeChoices choices) {
    String language = Languages.of(request.exchange()).tag();
    Map<String, Object> model = new HashMap<>();
    model.put("appName", name(request, link));
    model.put(
        "companyName",
        Names.in(
            language, link.app().profile().company().name(), link.app().profile().company().id()));
    model.put("boxes", choices.boxes());
    Box openPayments = choices.openPayments();
    if (openPayments != null) {
      model.put("openPayments", openPayments);
    }
    model.put("account", account);
    model.put("userName", account.name());
    model.put("here", LocalRedirects.address(request));
    return pages.render(request, "consent", model, leading(link));
  }

  private Mono<ServerResponse> allow(Link link, Account account, Form form) {
    return choices(link, account)
        .map(choices -> choices.in(form))
        .flatMap(choice -> allow(link, account.uid(), choice));
  }

  private Mono<ServerResponse> deny(Link link) {
    return Forms.seeOther(link.flow().denied(link.request(), urls(link)));
  }

  /** Leaving out every scope is a refusal. */
  private Mono<ServerResponse> allow(Link link, long uid, Choice choice) {
    LoginFlow flow = link.flow();
    return choice.accepted().isEmpty()
        ? deny(link)
        : grants
            .allow(link.request(), uid, choice.accepted(), choice.refused())
            .flatMap(
                code ->
                    Forms.seeOther(
                        flow.granted(link.request(), code.value(), code.expiresAt(), urls(link))));
  }

  private PlatformUrls urls(Link link) {
    return new PlatformUrls(platform.origin(Realm.of(link.app().appId())));
  }

  private static String name(ServerRequest request, Link link) {
    return Names.in(
        Languages.of(request.exchange()).tag(),
        link.app().profile().name(),
        Realm.publicId(link.app().appId()));
  }

  private static PageSecurity leading(Link link) {
    return PageSecurity.leadingTo(link.request().redirectUrl());
  }
}
