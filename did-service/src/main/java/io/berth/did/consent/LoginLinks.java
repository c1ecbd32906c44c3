package io.berth.did.consent;

import io.berth.api.Realm;
import io.berth.api.app.AppRecord;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.http.RedirectUrl;
import io.berth.dialect.page.LoginFlow;
import io.berth.dialect.page.LoginFlow.AuthorizationRequest;
import io.berth.dialect.page.Pages.Kind;
import io.berth.dialect.parameter.Parsed;
import io.berth.did.account.Account;
import io.berth.did.app.AppRecords;
import io.berth.did.launch.AppEntrance;
import io.berth.service.caller.Callers;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Checks the links by which apps send people here for a login. */
@Component
class LoginLinks {
  private final Dialects dialects;
  private final AppRecords apps;
  private final AppEntrance entrance;

  LoginLinks(Dialects dialects, AppRecords apps, AppEntrance entrance) {
    this.dialects = dialects;
    this.apps = apps;
    this.entrance = entrance;
  }

  /**
   * A link that passed all checks.
   *
   * @param scopes requested and owned by the app
   */
  record Link(AppRecord app, LoginFlow flow, AuthorizationRequest request, Set<Integer> scopes) {}

  /** Paths of the login pages of all dialects. */
  Set<String> paths() {
    return StreamSupport.stream(dialects.all().spliterator(), false)
        .flatMap(dialect -> dialect.pages().all().stream())
        .filter(page -> page.kind() == Kind.LOGIN)
        .map(io.berth.dialect.page.Pages.Page::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether the link's app is open to the user. */
  Mono<Boolean> admits(Link link, Account account) {
    return entrance.admits(link.app, account);
  }

  /** Empty for a link that must not be followed. */
  Mono<Link> read(ServerRequest request) {
    String query = request.uri().getRawQuery();
    String appId = query == null ? null : appId(request.path(), query);
    return appId == null || query == null
        ? Mono.empty()
        : apps.find(Callers.of(request).realm(), appId)
            .mapNotNull(app -> link(app, request.path(), query));
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
        || app.profile().refusal() != null) {
      return null;
    }
    return switch (login.read(query)) {
      case Parsed.Unreadable<AuthorizationRequest> _ -> null;
      case Parsed.Read<AuthorizationRequest>(AuthorizationRequest read) -> {
        AuthorizationRequest asked = read.in(Realm.of(app.appId()));
        Set<Integer> scopes = new TreeSet<>(asked.scopes());
        scopes.retainAll(app.policy().scopes());
        yield scopes.isEmpty()
                || !asked.appId().equals(app.appId())
                || !RedirectUrl.isRegistered(asked.redirectUrl(), app.links().redirectUrls())
            ? null
            : new Link(app, login, asked, scopes);
      }
    };
  }
}
