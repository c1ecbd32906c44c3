package io.berth.did.portal;

import io.berth.api.Realm;
import io.berth.api.app.AppRecord;
import io.berth.did.account.Account;
import io.berth.did.app.AppRecords;
import io.berth.did.consent.Grants;
import io.berth.did.game.AppEntries;
import io.berth.did.identity.Identities;
import io.berth.did.session.SignedInPages;
import io.berth.did.web.Forms;
import io.berth.service.page.Languages;
import io.berth.service.page.Names;
import io.berth.service.page.Pages;
import io.berth.service.runtime.PlatformProperties;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** Serves the pages with the apps that a user granted scopes, and those that can be opened. */
@Configuration(proxyBeanMethods = false)
class AppPages {
  private static final String REVOKE = "/account/apps/revoke";

  private final SignedInPages signedIn;
  private final AppRecords apps;
  private final AppEntries entries;
  private final Identities identities;
  private final Grants grants;
  private final Pages pages;
  private final PlatformProperties platform;

  AppPages(
      SignedInPages signedIn,
      AppRecords apps,
      AppEntries entries,
      Identities identities,
      Grants grants,
      Pages pages,
      PlatformProperties platform) {
    this.signedIn = signedIn;
    this.apps = apps;
    this.entries = entries;
    this.identities = identities;
    this.grants = grants;
    this.pages = pages;
    this.platform = platform;
  }

  /** App as the page shows it. */
  record Shown(String appId, String name, String company, Set<Integer> scopes, boolean favorite) {}

  @Bean
  RouterFunction<ServerResponse> appRoutes() {
    return RouterFunctions.route()
        .GET("/account/apps", request -> signedIn.get(request, account -> list(request, account)))
        .GET(
            "/account/apps/open",
            request -> signedIn.get(request, account -> open(request, account)))
        .GET(REVOKE, request -> signedIn.get(request, account -> confirmRevoking(request, account)))
        .POST(
            REVOKE,
            request ->
                signedIn.post(
                    request,
                    (account, form) ->
                        grants
                            .revoke(account.realm().idOf(form.text("app_id")), account.uid())
                            .then(Forms.seeOther("/account/apps?done=revoked"))))
        .build();
  }

  private Mono<ServerResponse> confirmRevoking(ServerRequest request, Account account) {
    String appId = request.queryParam("app_id").orElse("");
    String language = Languages.of(request.exchange()).tag();
    return identities
        .grantedBy(account.uid())
        .filter(record -> Realm.publicId(record.appId()).equals(appId))
        .next()
        .flatMap(record -> apps.find(record.appId()))
        .map(app -> Names.in(language, app.profile().name(), app.appId()))
        .flatMap(
            name ->
                new Confirmation("apps.revoke", name, REVOKE, "app_id", appId, "/account/apps")
                    .show(request, pages, account))
        .switchIfEmpty(Mono.defer(() -> Forms.seeOther("/account/apps")));
  }

  private Mono<ServerResponse> list(ServerRequest request, Account account) {
    String language = Languages.of(request.exchange()).tag();
    Mono<List<Shown>> connected =
        identities
            .grantedBy(account.uid())
            .concatMap(
                record ->
                    apps.find(record.appId())
                        .map(app -> shown(app, record.grantedScopes(), false, language)))
            .collectList();
    Mono<List<Shown>> openable =
        entries
            .of(account)
            .map(
                all ->
                    all.stream()
                        .map(entry -> shown(entry.app(), Set.of(), entry.favorite(), language))
                        .toList());
    boolean revoked = request.queryParam("done").filter("revoked"::equals).isPresent();
    return Mono.zip(connected, openable)
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

  private static Shown shown(
      AppRecord app, Set<Integer> scopes, boolean favorite, String language) {
    return new Shown(
        Realm.publicId(app.appId()),
        Names.in(language, app.profile().name(), Realm.publicId(app.appId())),
        Names.in(language, app.profile().company().name(), app.profile().company().id()),
        scopes,
        favorite);
  }

  private Mono<ServerResponse> open(ServerRequest request, Account account) {
    return apps.find(account.realm(), request.queryParam("app_id").orElse(""))
        .filterWhen(app -> entries.admits(app, account))
        .flatMap(app -> open(request, account, app))
        .switchIfEmpty(Mono.defer(() -> pages.error(request, HttpStatus.NOT_FOUND)));
  }

  /** A cookie remembers the last user who opened the app, so that the app can drop their data. */
  private Mono<ServerResponse> open(ServerRequest request, Account account, AppRecord app) {
    String cookie = "berth-opened-" + Realm.publicId(app.appId());
    HttpCookie last = request.cookies().getFirst(cookie);
    String uid = Long.toString(account.uid());
    boolean otherUser = last != null && !last.getValue().equals(uid);
    return entries
        .of(app, account.uid(), otherUser, Languages.of(request.exchange()).locale())
        .flatMap(
            entry ->
                ServerResponse.seeOther(entry)
                    .cookie(
                        ResponseCookie.from(cookie, uid)
                            .path("/account/apps")
                            .httpOnly(true)
                            .secure(platform.secure())
                            .sameSite("Lax")
                            .maxAge(Duration.ofDays(365))
                            .build())
                    .build());
  }
}
