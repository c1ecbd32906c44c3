package io.berth.console.developer;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.AppCommand.ChangeApp;
import io.berth.api.app.AppCommand.ChangeKey;
import io.berth.api.app.AppCommand.CreateKey;
import io.berth.api.company.CompanyCommand.InviteMember;
import io.berth.api.company.CompanyCommand.RenameCompany;
import io.berth.console.RunningConsole;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A refused form keeps what was typed: whoever corrects one field must not lose another. */
class RefusedFormsTests {
  private static final String KEYS = "/console/apps/game1/keys";
  private static final String COMPANY = "/console/companies/acme";

  private final RunningConsole console = RunningConsole.get();

  @BeforeEach
  void script() {
    ScriptedDeveloper.script(console.gateway(), "dragonex");
  }

  private static String textarea(String body, String value) {
    String pattern = "<textarea[^>]*name=\"ips\"[^>]*>" + Pattern.quote(value) + "</textarea>";
    return Pattern.compile(pattern).matcher(body).find() ? value : body;
  }

  @Test
  void aNewKeyKeepsItsAddresses() {
    console.gateway().answers(CreateKey.class, Invalid.of("name", "length", "1", "64"));
    HttpResponse<String> refused =
        console.post(
            KEYS,
            KEYS,
            Map.of("access_key", "c0ffee", "name", "Live", "ips", "192.0.2.1\n192.0.2.0/28"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("value=\"Live\"", "name=\"access_key\" value=\"c0ffee\"");
    assertThat(textarea(refused.body(), "192.0.2.1\n192.0.2.0/28"))
        .isEqualTo("192.0.2.1\n192.0.2.0/28");
  }

  @Test
  void aChangedKeyKeepsItsAddressesAndSaysBesideThemWhatIsWrong() {
    console.gateway().answers(ChangeKey.class, Invalid.of("ips", "address", "192.0.2.300"));
    HttpResponse<String> refused =
        console.post(
            KEYS,
            KEYS + "/change",
            Map.of("access_key", "old", "name", "Older", "ips", "192.0.2.300", "enabled", "1"));
    assertThat(textarea(refused.body(), "192.0.2.300")).isEqualTo("192.0.2.300");
    assertThat(refused.body())
        .contains("value=\"Older\"", "192.0.2.300 is neither an IP address nor a range.")
        .containsOnlyOnce("open=\"open\"");
    assertThat(refused.body().split("name=\"access_key\" value=\"old\"", -1))
        .as("the forms that change and delete it, and not the one for a new key")
        .hasSize(3);
    assertThat(textarea(refused.body(), "203.0.113.7\n10.0.0.0/8"))
        .as("the other key's form")
        .isEqualTo("203.0.113.7\n10.0.0.0/8");
  }

  @Test
  void aFormThatLostTheAddressesIsNotTakenForAKeyWithoutAny() {
    for (String path : new String[] {KEYS, KEYS + "/change"}) {
      HttpResponse<String> refused =
          console.post(KEYS, path, Map.of("access_key", "old", "name", "Live", "enabled", "1"));
      assertThat(refused.statusCode()).as(path).isEqualTo(422);
    }
    assertThat(console.gateway().latest(CreateKey.class)).isNull();
    assertThat(console.gateway().latest(ChangeKey.class)).isNull();
  }

  @Test
  void settingsThatSomebodyElseSavedMeanwhileLoseNothing() {
    console.gateway().answers(ChangeApp.class, Invalid.of("version", "changed"));
    String path = "/console/apps/game1/settings";
    HttpResponse<String> refused =
        console.post(
            path,
            path,
            Map.of("version", "6", "name", "Cloud Game", "redirect_urls", "https://a.example/"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("value=\"Cloud Game\"", ">https://a.example/</textarea>")
        .contains("Your entries are kept below", "Show the saved settings");
  }

  @Test
  void aCompanyKeepsTheNameOrTheRoleThatWasChosen() {
    console.gateway().answers(RenameCompany.class, Invalid.of("name", "taken"));
    assertThat(console.post(COMPANY, COMPANY + "/name", Map.of("name", "Apex")).body())
        .contains("value=\"Apex\"");
    console.gateway().answers(InviteMember.class, Invalid.of("login", "member"));
    assertThat(
            console
                .post(
                    COMPANY,
                    COMPANY + "/invitations",
                    Map.of("login", "bob@example.com", "role", "FINANCE"))
                .body())
        .contains("value=\"bob@example.com\"")
        .containsPattern("value=\"FINANCE\"\\s+checked");
  }

  @ParameterizedTest
  @CsvSource({"TOO_FREQUENT, 429", "MAINTENANCE, 503"})
  void whatComesTooSoonKeepsItAsWell(ErrorCode code, int status) {
    console.gateway().answers(InviteMember.class, Refusal.of(code));
    HttpResponse<String> refused =
        console.post(
            COMPANY,
            COMPANY + "/invitations",
            Map.of("login", "dora@example.com", "role", "FINANCE"));
    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.body()).contains("value=\"dora@example.com\"", "role=\"alert\"");
  }

  /** Another site could fill in a form of ours, and the user would send it. */
  @Test
  void nothingOfAForgedFormGetsOntoAPage() {
    HttpResponse<String> forged = console.forge(KEYS, "access_key=old&name=Forged&ips=");
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(forged.body()).doesNotContain("Forged");
  }
}
