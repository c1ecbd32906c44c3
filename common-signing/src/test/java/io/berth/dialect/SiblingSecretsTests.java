package io.berth.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Mistake;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Secret;
import io.berth.dialect.http.HttpDate;
import io.berth.signing.HeaderSignature;
import io.berth.signing.SortedMd5;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One server that serves several apps of a company mixes their secrets up. */
class SiblingSecretsTests {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final String PATH = "/api/v1/pay/order/detail/";

  private static App sibling(String companyId, String dialect) {
    return new App(
        "sibling",
        dialect,
        new AppProfile(1, true, Map.of(), new AppCompany(companyId, true, Map.of())),
        new AppAccounts(1, null),
        new AppLinks(List.of(), null, null),
        new AppPolicy(Set.of(), Set.of(), Set.of(), BigDecimal.ZERO, Map.of(), false, false),
        new App.Credentials(
            List.of(new App.AccessKey("siblingkey", new Secret("sibling-secret"), true, List.of())),
            Map.of(),
            Map.of("app_key", new App.RotatingSecret(new Secret("sibling-app-key"), null, null))));
  }

  private record Known(App sibling) implements Apps {
    @Override
    public @Nullable App find(String appId) {
      return null;
    }

    @Override
    public Collection<App> ofCompany(String companyId) {
      return sibling.profile().company().id().equals(companyId) ? List.of(sibling) : List.of();
    }
  }

  private static Diagnosis diagnosis(String dialect, ApiRequest request, App sibling) {
    Dialects dialects = Dialects.installed();
    return SiblingSecrets.explain(
        TestApps.diagnose(dialect, request, NOW),
        TestApps.app(dialect),
        new Known(sibling),
        SiblingSecrets.accepting(dialects.endpoint("POST", request.path()), request, NOW));
  }

  private static ApiRequest signed(String key, String secret) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("app-id", List.of(TestApps.ID));
    headers.put("content-type", List.of("application/json"));
    headers.put("date", List.of(HttpDate.format(NOW)));
    String sign = HeaderSignature.of("POST", PATH, headers, List.of("dragonex-")).sign(secret);
    headers.put("auth", List.of(key + ":" + sign));
    return new ApiRequest("POST", PATH, null, headers, "{}".getBytes(UTF_8), "203.0.113.7");
  }

  @ParameterizedTest
  @CsvSource({"otherkey", "siblingkey"})
  void namesASiblingsSecretUnderItsOwnKeyAndUnderTheAppsKey(String key) {
    Diagnosis diagnosis =
        diagnosis("dragonex", signed(key, "sibling-secret"), sibling("company", "dragonex"));
    assertThat(diagnosis.mistake()).isEqualTo(Mistake.SECRET_OF_OTHER_APP);
    assertThat(diagnosis.detail()).isEqualTo("sibling");
    assertThat(diagnosis.toString()).doesNotContain("sibling-secret");
  }

  @Test
  void hidesASecretOfAnotherCompany() {
    assertThat(
            diagnosis(
                    "dragonex", signed("otherkey", "sibling-secret"), sibling("others", "dragonex"))
                .mistake())
        .isEqualTo(Mistake.UNEXPLAINED);
  }

  @Test
  void namesASiblingsAppKey() {
    Map<String, String> fields = new TreeMap<>();
    fields.put("appId", TestApps.ID);
    fields.put("time", Long.toString(NOW.getEpochSecond()));
    fields.put("token", "t");
    String sign = SortedMd5.KEY_APPENDED.sign(fields, "sibling-app-key");
    String query =
        "appId=" + TestApps.ID + "&time=" + NOW.getEpochSecond() + "&token=t&sign=" + sign;
    ApiRequest request =
        new ApiRequest("POST", "/v2/user/getInfo", query, Map.of(), new byte[0], "::1");
    assertThat(diagnosis("egret", request, sibling("company", "egret")).mistake())
        .isEqualTo(Mistake.SECRET_OF_OTHER_APP);
  }
}
