package io.berth.pay;

import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.api.launch.Launch;
import io.berth.api.launch.LaunchState;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The app directory of tests. */
public final class FakeApps implements Apps {

  public static final long ADMIN = 999;
  public static final Set<Integer> ALL_SCOPES = Set.of(1, 5, 6, 7, 9, 10, 11, 12, 13);

  /** The uid of an app's own account; no two apps have the same. */
  public static long accountOf(String appId) {
    return appId.equals(Merchant.APP) ? ADMIN : 10_000 + (appId.hashCode() & 0xffff);
  }

  private final Map<String, App> apps = new ConcurrentHashMap<>();

  /** Whether the directory has been read; otherwise it knows nobody yet. */
  public volatile boolean complete = true;

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public App find(String appId) {
    return apps.get(appId);
  }

  @Override
  public Collection<App> ofCompany(String companyId) {
    return apps.values().stream()
        .filter(app -> app.profile().company().id().equals(companyId))
        .toList();
  }

  @Override
  public Collection<App> all() {
    return List.copyOf(apps.values());
  }

  public void put(App app) {
    apps.put(app.appId(), app);
  }

  public static App app(String appId) {
    return new App(
        appId,
        "dragonex",
        new AppProfile(
            1,
            true,
            Map.of("en", "Test App", "zh", "测试应用"),
            new AppCompany("testcompany", true, Map.of("en", "Test Company", "zh", "测试公司"))),
        new AppAccounts(accountOf(appId), null),
        new AppLinks(
            List.of("http://127.0.0.1:5500/demo/webapp/"), null, "http://127.0.0.1:9000/callback"),
        new AppPolicy(
            ALL_SCOPES,
            Set.of(),
            Set.of("usdt", "gold"),
            new BigDecimal("0.01"),
            Map.of(),
            false,
            false),
        new App.Credentials(List.of(), Map.of(), Map.of()));
  }

  public static App with(App app, Set<Integer> scopes, Map<String, BigDecimal> limit) {
    return new App(
        app.appId(),
        app.dialect(),
        new AppProfile(
            app.profile().version() + 1,
            app.profile().enabled(),
            app.profile().name(),
            new AppCompany(
                app.profile().company().id(),
                app.profile().company().enabled(),
                app.profile().company().name())),
        new AppAccounts(app.accounts().adminUid(), app.accounts().profitUid()),
        new AppLinks(app.links().redirectUrls(), app.links().entry(), app.links().callbackUrl()),
        new AppPolicy(
            scopes,
            Set.of(),
            app.policy().coins(),
            app.policy().cutRate(),
            limit,
            app.policy().returnsUncapped(),
            app.policy().requireContentSha1()),
        new App.Credentials(
            app.credentials().keys(), app.credentials().settings(), app.credentials().secrets()));
  }

  public static App with(App app, LaunchState state, Long... testers) {
    Launch launch = new Launch(state, null, 0, Set.of(testers), Set.of());
    return new App(
        app.appId(),
        app.dialect(),
        app.profile().withLaunch(launch),
        app.accounts(),
        app.links(),
        app.policy(),
        app.credentials());
  }

  public static App with(App app, boolean enabled, boolean companyEnabled, boolean uncapped) {
    return new App(
        app.appId(),
        app.dialect(),
        new AppProfile(
            app.profile().version() + 1,
            enabled,
            app.profile().name(),
            new AppCompany(
                app.profile().company().id(), companyEnabled, app.profile().company().name())),
        new AppAccounts(app.accounts().adminUid(), app.accounts().profitUid()),
        new AppLinks(app.links().redirectUrls(), app.links().entry(), app.links().callbackUrl()),
        new AppPolicy(
            app.policy().scopes(),
            Set.of(),
            app.policy().coins(),
            app.policy().cutRate(),
            app.policy().dailyPayoutLimit(),
            uncapped,
            app.policy().requireContentSha1()),
        new App.Credentials(
            app.credentials().keys(), app.credentials().settings(), app.credentials().secrets()));
  }
}
