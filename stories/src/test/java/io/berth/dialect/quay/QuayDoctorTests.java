package io.berth.dialect.quay;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Mistake;
import io.berth.dialect.Api;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Secret;
import io.berth.signing.SortedMd5;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The signature doctor knows the sixth dialect by what the dialect says itself. */
class QuayDoctorTests {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final App APP =
      new App(
          "ship",
          QuayDialect.ID,
          new AppProfile(1, true, Map.of(), new AppCompany("company", true, Map.of())),
          new AppAccounts(1, null),
          new AppLinks(List.of(), null, null),
          new AppPolicy(Set.of(), Set.of(), Set.of(), BigDecimal.ZERO, Map.of(), false, false),
          new App.Credentials(
              List.of(),
              Map.of(),
              Map.of(
                  QuaySettings.SECRET.name(),
                  new App.RotatingSecret(new Secret("hush"), null, null))));

  private static Diagnosis diagnose(String sig) {
    String form = "ref=r1&app=ship&at=" + NOW.getEpochSecond() + "&sig=" + sig;
    ApiRequest request =
        new ApiRequest(
            "POST",
            QuayEndpoint.ORDER.path(),
            null,
            Map.of(),
            form.getBytes(StandardCharsets.UTF_8),
            "127.0.0.1");
    Api api = new QuayApi();
    Authentication.Refused refused =
        (Authentication.Refused) api.authenticate(request, QuayEndpoint.ORDER, id -> APP, NOW);
    assertThat(api.signedAt(request)).isEqualTo(NOW);
    return api.diagnose(request, refused, APP, NOW);
  }

  @Test
  void reportsTheMistakesOfSortedForms() {
    Map<String, String> fields =
        Map.of("ref", "r1", "app", "ship", "at", Long.toString(NOW.getEpochSecond()));
    Diagnosis diagnosis = diagnose(SortedMd5.KEY_LAST.sign(fields, "hush"));
    assertThat(diagnosis.mistake()).isEqualTo(Mistake.KEY_PLACE);
    assertThat(diagnosis.lines()).extracting(Diagnosis.Line::name).contains("app", "at", "ref");
    assertThat(diagnosis.toString()).doesNotContain("hush");
    assertThat(diagnose("0".repeat(32)).mistake()).isEqualTo(Mistake.UNEXPLAINED);
  }
}
