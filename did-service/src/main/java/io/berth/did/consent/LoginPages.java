package io.berth.did.consent;

import io.berth.api.app.AppRecord;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.Endpoint.Surroundings;
import io.berth.dialect.http.RedirectUrl;
import io.berth.dialect.page.LoginFlow;
import io.berth.dialect.page.LoginFlow.AuthorizationRequest;
import io.berth.dialect.page.Pages.Kind;
import io.berth.dialect.parameter.Parsed;
import io.berth.did.account.Account;
import io.berth.did.app.AppRecords;
import io.berth.did.consent.ScopeChoices.Box;
import io.berth.did.consent.ScopeChoices.Choice;
import io.berth.did.identity.Identities;
import io.berth.did.session.CurrentUser;
import io.berth.did.session.SignInForm;
import io.berth.did.web.Forms;
import io.berth.did.web.LocalRedirects;
import io.berth.service.page.Languages;
import io.berth.service.page.Names;
import io.berth.service.page.PageSecurity;
import io.berth.service.page.Pages;
import io.berth.service.runtime.PlatformProperties;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The pages that apps send people to for a login. A link that is not entirely as it must be ends
 * here with an error page: redirecting from it would make us anybody's redirector.
 */
@Configuration(proxyBeanMethods = false)
class LoginPages {
  private final Dialects dialects;
  private final AppRecords apps;
  private final Identities identities;
  private final Grants grants;
  private final CurrentUser visitors;
  private final SignInForm signInForm;
  private final Forms forms;
  private final Pages pages;
  private final Surroundings surroundings;

  LoginPages(
      Dialects dialects,
      AppRecords apps,
      Identities identities,
      Grants grants,
      CurrentUser visitors,
      SignInForm signInForm,
      Forms forms,
      Pages pages,
      PlatformProperties platform) {
    this.dialects = dialects;
    this.apps = apps;
    this.identities = identities;
    this.grants = grants;
    this.visitors = visitors;
    this.signInForm = signInForm;
    this.forms = forms;
    this.pages = pages;
    this.surroundings = new Surroundings(platform.origin());
  }

  /**
   * A link that may be followed.
   *
   * @param scopes requested and owned by the app
   */
  private record Link(
      AppRecord app, LoginFlow conversation, AuthorizationRequest request, Set<Integer> scopes) {}

  @Bean
  RouterFunction<ServerResponse> loginRoutes() {
    RouterFunctions.Builder routes = RouterFunctions.route();
    Set<String> paths = new TreeSet<>();
    for (Dialect dialect : dialects.all()) {
      for (io.berth.dialect.page.Pages.Page page : dialect.pages().all()) {
        if (page.kind() == Kind.LOGIN && paths.add(page.path())) {
          routes.GET(
              page.path(),
              request -> signedIn(request, (link, account) -> ask(request, link, account)));
          routes.POST(page.path(), this::decide);
        }
      }
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
                      case "allow" ->
                          choices(link, account)
                              .map(choices -> choices.in(form))
                              .flatMap(choice -> allow(link, account.uid(), choice));
                      case "deny" ->
                          Forms.seeOther(link.conversation().denied(link.request(), surroundings));
                      default -> pages.error(request, HttpStatus.BAD_REQUEST);
                    }));
  }

  private Mono<ServerResponse> signedIn(
      ServerRequest request, BiFunction<Link, Account, Mono<ServerResponse>> work) {
    return link(request)
        .flatMap(
            link ->
                visitors
                    .of(request)
                    .flatMap(
                        visitor ->
                            visitor.isPresent()
                                ? work.apply(link, visitor.get())
                                : signInForm.inPlace(request, name(request, link), leading(link))))
        .switchIfEmpty(Mono.defer(() -> pages.error(request, HttpStatus.BAD_REQUEST)));
  }

  private Mono<Link> link(ServerRequest request) {
    String query = request.uri().getRawQuery();
    String appId = query == null ? null : appId(request.path(), query);
    return appId == null || query == null
        ? Mono.empty()
        : apps.find(appId).mapNotNull(app -> link(app, request.path(), query));
  }

  private @Nullable String appId(String path, String query) {
    for (Dialect dialect : dialects.withPage(path)) {
      LoginFlow login = dialect.pages().login();
      String appId = login == null ? null : login.appId(query);
      if (appId != null) {
        return appId;
      }
    }
    return null;
  }

  private @Nullable Link link(AppRecord app, String path, String query) {
    Dialect dialect = dialects.byId(app.dialect());
    LoginFlow login = dialect == null ? null : dialect.pages().login();
    if (login == null
        || !dialects.withPage(path).contains(dialect)
        || !app.enabled()
        || !app.companyEnabled()) {
      return null;
    }
    return switch (login.read(query)) {
      case Parsed.Unreadable<AuthorizationRequest> _ -> null;
      case Parsed.Read<AuthorizationRequest>(AuthorizationRequest asked) -> {
        Set<Integer> scopes = new TreeSet<>(asked.scopes());
        scopes.retainAll(app.scopes());
        yield scopes.isEmpty()
                || !asked.appId().equals(app.appId())
                || !RedirectUrl.isRegistered(asked.redirectUrl(), app.redirectUrls())
            ? null
            : new Link(app, login, asked, scopes);
      }
    };
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
    model.put("companyName", Names.in(language, link.app().companyName(), link.app().companyId()));
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

  /** Who leaves out everything has refused. */
  private Mono<ServerResponse> allow(Link link, long uid, Choice choice) {
    LoginFlow conversation = link.conversation();
    return choice.accepted().isEmpty()
        ? Forms.seeOther(conversation.denied(link.request(), surroundings))
        : grants
            .allow(link.request(), uid, choice.accepted(), choice.refused())
            .flatMap(
                code ->
                    Forms.seeOther(
                        conversation.granted(
                            link.request(), code.value(), code.expiresAt(), surroundings)));
  }

  private static String name(ServerRequest request, Link link) {
    return Names.in(Languages.of(request.exchange()).tag(), link.app().name(), link.app().appId());
  }

  private static PageSecurity leading(Link link) {
    return PageSecurity.leadingTo(link.request().redirectUrl());
  }
}
