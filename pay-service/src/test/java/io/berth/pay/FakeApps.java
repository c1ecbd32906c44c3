package io.berth.pay;

import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import java.math.BigDecimal;
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

  public void put(App app) {
    apps.put(app.appId(), app);
  }

  public static App app(String appId) {
    return new App(
        appId,
        1,
        true,
        "testcompany",
        true,
        Map.of("en", "Test Company", "zh", "测试公司"),
        "dragonex",
        Map.of("en", "Test App", "zh", "测试应用"),
        accountOf(appId),
        null,
        List.of("http://127.0.0.1:5500/demo/webapp/"),
        null,
        "http://127.0.0.1:9000/callback",
        ALL_SCOPES,
        Set.of("usdt", "gold"),
        new BigDecimal("0.01"),
        Map.of(),
        false,
        false,
        List.of(),
        Map.of(),
        Map.of());
  }

  public static App with(App app, Set<Integer> scopes, Map<String, BigDecimal> limit) {
    return new App(
        app.appId(),
        app.version() + 1,
        app.enabled(),
        app.companyId(),
        app.companyEnabled(),
        app.companyName(),
        app.dialect(),
        app.name(),
        app.adminUid(),
        app.profitUid(),
        app.redirectUrls(),
        app.entry(),
        app.callbackUrl(),
        scopes,
        app.coins(),
        app.cutRate(),
        limit,
        app.returnsUncapped(),
        app.requireContentSha1(),
        app.keys(),
        app.settings(),
        app.secrets());
  }

  public static App with(App app, boolean enabled, boolean companyEnabled, boolean uncapped) {
    return new App(
        app.appId(),
        app.version() + 1,
        enabled,
        app.companyId(),
        companyEnabled,
        app.companyName(),
        app.dialect(),
        app.name(),
        app.adminUid(),
        app.profitUid(),
        app.redirectUrls(),
        app.entry(),
        app.callbackUrl(),
        app.scopes(),
        app.coins(),
        app.cutRate(),
        app.dailyPayoutLimit(),
        uncapped,
        app.requireContentSha1(),
        app.keys(),
        app.settings(),
        app.secrets());
  }
}
