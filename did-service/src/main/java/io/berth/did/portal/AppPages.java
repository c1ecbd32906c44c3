package io.berth.did.portal;

import io.berth.api.AppRecord;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.Endpoint.Surroundings;
import io.berth.dialect.Pages.Visit;
import io.berth.did.account.Account;
import io.berth.did.app.AppRecords;
import io.berth.did.consent.Grants;
import io.berth.did.identity.Identities;
import io.berth.did.session.SignInForm;
import io.berth.did.web.Forms;
import io.berth.did.web.Visitors;
import io.berth.service.directory.AppOpener;
import io.berth.service.page.Languages;
import io.berth.service.page.Names;
import io.berth.service.page.Pages;
import io.berth.service.runtime.PlatformProperties;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The apps that a user allowed something, and those that can be opened from here. */
@Configuration(proxyBeanMethods = false)
class AppPages {
  private final Visitors visitors;
  private final SignInForm signInForm;
  private final AppRecords apps;
  private final AppOpener opener;
  private final Identities identities;
  private final Grants grants;
  private final Dialects dialects;
  private final Forms forms;
  private final Pages pages;
  private final PlatformProperties platform;

  AppPages(
      Visitors visitors,
      SignInForm signInForm,
      AppRecords apps,
      AppOpener opener,
      Identities identities,
      Grants grants,
      Dialects dialects,
      Forms forms,
      Pages pages,
      PlatformProperties platform) {
    this.visitors = visitors;
    this.signInForm = signInForm;
    this.apps = apps;
    this.opener = opener;
    this.identities = identities;
    this.grants = grants;
    this.dialects = dialects;
    this.forms = forms;
    this.pages = pages;
    this.platform = platform;
  }

  /** What the page shows of an app. */
  record Shown(String appId, String name, String company, Set<Integer> scopes) {}

  @Bean
  RouterFunction<ServerResponse> appRoutes() {
    return RouterFunctions.route()
        .GET("/account/apps", request -> signedIn(request, account -> list(request, account)))
        .GET("/account/apps/open", request -> signedIn(request, account -> open(request, account)))
        .POST(
            "/account/apps/revoke",
            request ->
                forms.accept(
                    request,
                    form ->
                        signedIn(
                            request,
                            account ->
                                grants
                                    .revoke(form.text("app_id"), account.uid())
                                    .then(Forms.seeOther("/account/apps?done=revoked")))))
        .build();
  }

  private Mono<ServerResponse> signedIn(
      ServerRequest request, Function<Account, Mono<ServerResponse>> work) {
    return visitors
        .of(request)
        .flatMap(
            visitor ->
                visitor.isPresent() ? work.apply(visitor.get()) : signInForm.inPlace(request));
  }

  private Mono<ServerResponse> list(ServerRequest request, Account account) {
    String language = Languages.of(request.exchange()).tag();
    Mono<List<Shown>> connected =
        identities
            .grantedBy(account.uid())
            .concatMap(
                record ->
                    apps.find(record.appId())
                        .map(app -> shown(app, record.grantedScopes(), language)))
            .collectList();
    Mono<List<Shown>> entries =
        apps.open(withGames())
            .filter(this::isEntered)
            .map(app -> shown(app, Set.of(), language))
            .collectList();
    boolean revoked = request.queryParam("done").filter("revoked"::equals).isPresent();
    return Mono.zip(connected, entries)
        .flatMap(
            both ->
                pages.render(
                    request,
                    "apps",
                    Map.of(
                        "userName", account.name(),
                        "connected", both.getT1(),
                        "entries", both.getT2(),
                        "revoked", revoked)));
  }

  private Set<String> withGames() {
    Set<String> withGames = new HashSet<>();
    for (Dialect dialect : dialects.all()) {
      if (dialect.pages().game() != null) {
        withGames.add(dialect.id());
      }
    }
    return withGames;
  }

  /** Whether the app's dialect knows a way in from here. */
  private boolean isEntered(AppRecord app) {
    Dialect dialect = dialects.byId(app.dialect());
    Visit visit = new Visit(false, Locale.ENGLISH);
    return dialect != null
        && dialect.pages().entry(opener.open(app), visit, new Surroundings(platform.origin()))
            != null;
  }

  private static Shown shown(AppRecord app, Set<Integer> scopes, String language) {
    return new Shown(
        app.appId(),
        Names.in(language, app.name(), app.appId()),
        Names.in(language, app.companyName(), app.companyId()),
        scopes);
  }

  private Mono<ServerResponse> open(ServerRequest request, Account account) {
    return apps.find(request.queryParam("app_id").orElse(""))
        .filter(app -> app.enabled() && app.companyEnabled())
        .flatMap(app -> open(request, account, app))
        .switchIfEmpty(Mono.defer(() -> pages.error(request, HttpStatus.NOT_FOUND)));
  }

  /** The browser remembers who opened the app last, so that the app can drop what it kept. */
  private Mono<ServerResponse> open(ServerRequest request, Account account, AppRecord app) {
    Dialect dialect = dialects.byId(app.dialect());
    String cookie = "berth-opened-" + app.appId();
    HttpCookie last = request.cookies().getFirst(cookie);
    String uid = Long.toString(account.uid());
    Locale language = Languages.of(request.exchange()).locale();
    Visit visit = new Visit(last != null && !last.getValue().equals(uid), language);
    String entry =
        dialect == null
            ? null
            : dialect.pages().entry(opener.open(app), visit, new Surroundings(platform.origin()));
    return entry == null
        ? Mono.empty()
        : ServerResponse.seeOther(URI.create(entry))
            .cookie(
                ResponseCookie.from(cookie, uid)
                    .path("/account/apps")
                    .httpOnly(true)
                    .secure(platform.secure())
                    .sameSite("Lax")
                    .maxAge(Duration.ofDays(365))
                    .build())
            .build();
  }
}
