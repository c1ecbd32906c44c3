package io.berth.console.doctor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Diagnosis.Line;
import io.berth.api.doctor.DoctorCommand.CheckRequest;
import io.berth.api.doctor.DoctorOutcome.Checked;
import io.berth.api.doctor.DoctorOutcome.Verdict;
import io.berth.api.doctor.Mistake;
import io.berth.api.doctor.RefusedSignature;
import io.berth.api.launch.LaunchState;
import io.berth.console.RunningConsole;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WithBrowser
class DoctorPagesTests {
  private static final String PATH = "/api/v1/pay/order/detail/";
  private static final Diagnosis QUERY_SIGNED =
      new Diagnosis(
          Mistake.QUERY_SIGNED,
          "",
          List.of(
              Line.same("method", "POST"),
              Line.same("Content-Sha1", ""),
              Line.same("Content-Type", "application/json"),
              Line.same("Date", "Sat, 21 Nov 2026 10:00:00 GMT"),
              new Line("path", PATH, PATH + "?lang=en")));

  private final RunningConsole console = RunningConsole.get();
  private final String app = "app" + UUID.randomUUID().toString().substring(0, 8);
  private final String doctor = "/console/apps/" + app + "/doctor";

  @BeforeEach
  void isAnApp() {
    AppLine line =
        new AppLine(app, "acme", Map.of("en", "Game"), "dragonex", LaunchState.LIVE, true);
    console
        .gateway()
        .answers(ReadHead.class, new Head(line, Map.of("en", "Acme"), Set.of(Permission.APP_READ)));
  }

  private String refused(Diagnosis diagnosis) {
    String requestId = UUID.randomUUID().toString().replace("-", "");
    console
        .bean(RefusedRequests.class)
        .add(
            new RefusedSignature(
                app,
                requestId,
                Instant.now(),
                "POST",
                PATH,
                ErrorCode.SIGNATURE_WRONG,
                "POST\n\napplication/json\nSat, 21 Nov 2026 10:00:00 GMT\n" + PATH,
                "c2lnbmF0dXJl",
                Map.of("content-type", "application/json", "date", "Sat, 21 Nov 2026 10:00:00 GMT"),
                "192.0.2.7",
                diagnosis));
    return requestId;
  }

  @Test
  void aRefusalIsFoundAndExplainedLineByLine(Page page) {
    refused(Diagnosis.of(Mistake.LOCAL_TIME, "+8"));
    String requestId = refused(QUERY_SIGNED);
    console.signedIn(page).navigate(console.origin() + doctor);
    assertThat(page.locator("tbody tr")).hasCount(2);
    assertThat(page.locator("table"))
        .containsText("local time (+8) instead of GMT, which is a difference of 8 h");
    Accessibility.check(page);
    page.locator("#request").fill(requestId);
    page.locator("[role=search] button").click();
    assertThat(page.locator("tbody tr")).hasCount(1);
    page.locator("tbody a").click();
    assertThat(page.locator(".notice")).containsText("The path was signed together with its query");
    assertThat(page.locator("tr.differs")).hasCount(1);
    assertThat(page.locator("tr.differs mark")).hasText("?lang=en");
    assertThat(page.locator("main dl")).containsText("192.0.2.7");
    Accessibility.check(page);
  }

  @Test
  void everythingFitsOnAPhoneInLightAndDark(Page page) {
    refused(Diagnosis.of(Mistake.LOCAL_TIME, "+8"));
    String requestId = refused(QUERY_SIGNED);
    console.signedIn(page);
    looks(page, doctor, "doctor");
    looks(page, doctor + "/" + requestId, "doctor-refusal");
    looks(page, doctor + "/check", "doctor-check");
  }

  private void looks(Page page, String path, String name) {
    page.navigate(console.origin() + path);
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : new int[] {1200, 360}) {
        page.setViewportSize(width, 740);
        Screenshots.ofPage(page, name + "-" + width + "-" + scheme);
        assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
            .as("%s at %d px", name, width)
            .isLessThanOrEqualTo(width);
        Accessibility.check(page);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "en, The path was signed together with its query",
    "zh-CN, 路径连同查询串一起签名了",
    "ko, 경로를 쿼리와 함께 서명했습니다"
  })
  void isReadInThreeLanguages(String language, String words) {
    String requestId = refused(QUERY_SIGNED);
    assertThat(console.get(doctor + "/" + requestId, 1_000_000L, language).body()).contains(words);
    assertThat(console.get(doctor, 1_000_000L, language).body()).contains(words);
  }

  @Test
  void onlyPeopleOfTheAppSeeWhatIsThere() {
    String requestId = refused(QUERY_SIGNED);
    assertThat(console.get(doctor + "/" + requestId + "0").statusCode()).isEqualTo(404);
    console.gateway().answers(ReadHead.class, Refusal.of(ErrorCode.NO_PERMISSION));
    assertThat(console.get(doctor + "/" + requestId).statusCode()).isEqualTo(403);
    assertThat(console.get(doctor).statusCode()).isEqualTo(403);
  }

  @Test
  void aPastedRequestIsAskedAboutAndExplained() {
    console
        .gateway()
        .answers(
            CheckRequest.class,
            new Checked(
                Verdict.REFUSED, ErrorCode.SIGNATURE_WRONG, "Auth", QUERY_SIGNED, Instant.EPOCH));
    String page =
        console
            .post(
                doctor + "/check",
                doctor + "/check",
                Map.of("request", "POST " + PATH + "?lang=en HTTP/1.1\nAuth: a:b\n\n{}"))
            .body();
    assertThat(page)
        .contains("This request would be refused", "The path was signed together with its query");
    CheckRequest asked = console.gateway().latest(CheckRequest.class);
    assertThat(asked.target()).isEqualTo(PATH + "?lang=en");
    assertThat(asked.headers()).containsEntry("auth", List.of("a:b"));
  }

  @Test
  void whatCannotBeReadIsSaidBesideTheField() {
    String page =
        console
            .post(doctor + "/check", doctor + "/check", Map.of("request", "curl \"$url\""))
            .body();
    assertThat(page).contains("aria-invalid=\"true\"", "contains variables");
    assertThat(console.gateway().latest(CheckRequest.class)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "SIGNED, The signature and the parameters are correct",
    "SIGNED_AT_ANOTHER_TIME, but its time is not",
    "SIGNED_BUT_UNREADABLE, a parameter is not: trade_no: missing",
    "NOT_SIGNED, nothing to check",
    "OTHER_APP, does not name this app",
    "NO_ENDPOINT, no such method and path"
  })
  void everyVerdictIsSaid(Verdict verdict, String words) {
    console
        .gateway()
        .answers(CheckRequest.class, new Checked(verdict, null, "trade_no: missing", null, null));
    Map<String, String> form = Map.of("request", "POST / HTTP/1.1");
    assertThat(console.post(doctor + "/check", doctor + "/check", form).body()).contains(words);
  }
}
