package io.berth.gateway.route;

import io.berth.api.PerRealm;
import io.berth.api.Realm;
import io.berth.dialect.Dialect;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Endpoint;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the app whose signature is on the answer to a request of which no more than the head was
 * looked at.
 */
@Component
final class NamedApps {

  private final PerRealm<Apps> apps;
  private final Clock clock;

  NamedApps(Apps apps, Clock clock) {
    this.apps = PerRealm.of(apps::in);
    this.clock = clock;
  }

  /**
   * The app that the head names, whether or not it proves to be it.
   *
   * @param endpoint null for a path that is none: a dialect names its apps alike everywhere
   */
  @Nullable App of(Realm realm, Dialect dialect, @Nullable Endpoint endpoint, ApiRequest head) {
    List<Endpoint> any = endpoint == null ? dialect.api().endpoints() : List.of(endpoint);
    return any.isEmpty() ? null : named(apps.in(realm), dialect, any.getFirst(), head);
  }

  private @Nullable App named(Apps realmApps, Dialect dialect, Endpoint endpoint, ApiRequest head) {
    return switch (dialect.api().authenticate(head, endpoint, realmApps, clock.instant())) {
      case Authentication.Server(App app, _) -> app;
      case Authentication.TokenBearer(App app, _, _) -> app;
      case Authentication.Anyone(App app) -> app;
      case Authentication.Refused(_, App app, _) -> app;
    };
  }
}
