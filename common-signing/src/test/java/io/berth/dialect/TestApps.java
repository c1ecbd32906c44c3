package io.berth.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.api.doctor.Diagnosis;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.Secret;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One app in every dialect, with every secret. */
final class TestApps {
  static final String ID = "appidfortest";

  private TestApps() {}

  static App app(String dialect) {
    return new App(
        ID,
        dialect,
        new AppProfile(1, true, Map.of(), new AppCompany("company", true, Map.of())),
        new AppAccounts(1, null),
        new AppLinks(List.of(), null, null),
        new AppPolicy(Set.of(), Set.of(), Set.of(), BigDecimal.ZERO, Map.of(), false, false),
        new App.Credentials(
            List.of(
                key("6b7ef684a6645325ae1505d5636cfb12", "2721a56546de5baf9cfc4b5ceb3cc59f"),
                key("otherkey", "other-secret"),
                new App.AccessKey(
                    "boundkey", new Secret("bound"), true, List.of("203.0.113.0/24"))),
            Map.of(),
            Map.of(
                "pay_key", rotated("a-pay-key", "former-pay-key"),
                "login_key", rotated("a-login-key", "former-login-key"),
                "resp_check_key", rotated("testKey", "formerKey"),
                "app_key", rotated("an-app-key", "former-app-key"),
                "client_secret", rotated("c".repeat(39) + "1", "d".repeat(39) + "2"))));
  }

  /** The same with other URLs: registered redirects and the entry, the callback, settings. */
  static App with(App app, String url, Map<String, JsonNode> settings) {
    return new App(
        app.appId(),
        app.dialect(),
        new AppProfile(
            app.profile().version(),
            app.profile().enabled(),
            app.profile().name(),
            new AppCompany(
                app.profile().company().id(),
                app.profile().company().enabled(),
                app.profile().company().name())),
        new AppAccounts(app.accounts().adminUid(), app.accounts().profitUid()),
        new AppLinks(List.of(url), url, url),
        new AppPolicy(
            app.policy().scopes(),
            Set.of(),
            app.policy().coins(),
            app.policy().cutRate(),
            app.policy().dailyPayoutLimit(),
            app.policy().returnsUncapped(),
            app.policy().requireContentSha1()),
        new App.Credentials(app.credentials().keys(), settings, app.credentials().secrets()));
  }

  private static App.AccessKey key(String accessKey, String secret) {
    return new App.AccessKey(accessKey, new Secret(secret), true, List.of());
  }

  private static App.RotatingSecret rotated(String current, String previous) {
    return new App.RotatingSecret(new Secret(current), new Secret(previous), Instant.EPOCH);
  }

  /** The diagnosis of a request that the dialect refuses. */
  static Diagnosis diagnose(String dialectId, ApiRequest request, Instant now) {
    Dialects dialects = Dialects.installed();
    Dialect dialect = dialects.byId(dialectId);
    App app = app(dialectId);
    Endpoint endpoint = dialects.endpoint(request.method(), request.path()).endpoint();
    Authentication authentication =
        dialect.api().authenticate(request, endpoint, id -> id.equals(ID) ? app : null, now);
    assertThat(authentication).isInstanceOf(Authentication.Refused.class);
    Authentication.Refused refused = (Authentication.Refused) authentication;
    assertThat(refused.app()).isNotNull();
    return dialect.api().diagnose(request, refused, app, now);
  }
}
