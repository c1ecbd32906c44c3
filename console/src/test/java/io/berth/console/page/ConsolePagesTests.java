package io.berth.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Outcome.SecondFactorNeeded;
import io.berth.api.company.CompanyCommand.ReadMine;
import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.company.CompanyOutcome.Company;
import io.berth.api.company.CompanyOutcome.Mine;
import io.berth.api.launch.LaunchState;
import io.berth.console.RunningConsole;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.WithBrowser;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WithBrowser
class ConsolePagesTests {

  private final RunningConsole console = RunningConsole.get();

  @Test
  void whoIsNotSignedInIsLedToTheSignInPageAndBack() {
    HttpResponse<String> answer = console.get("/console?a=b", null, "en");
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location"))
        .hasValue("/account/sign-in?next=%2Fconsole%3Fa%3Db");
    assertThat(console.gateway().asked()).isEmpty();
  }

  @Test
  void aSessionThatHasEndedIsLedThereToo() {
    console.gateway().answers(ReadMine.class, Refusal.of(ErrorCode.SESSION_UNKNOWN));
    assertThat(console.get("/console").headers().firstValue("Location"))
        .hasValue("/account/sign-in?next=%2Fconsole");
  }

  @Test
  void whoLacksTheSecondFactorIsLedToIt() {
    console.gateway().answers(ReadMine.class, new SecondFactorNeeded());
    assertThat(console.get("/console").headers().firstValue("Location"))
        .hasValue("/account/second-factor?return=%2Fconsole");
  }

  @ParameterizedTest
  @CsvSource({
    "NO_PERMISSION, 403",
    "COMPANY_UNKNOWN, 404",
    "TOO_FREQUENT, 429",
    "TIMEOUT, 503",
    "DATABASE, 503",
    "INTERNAL, 500"
  })
  void refusalsBecomePages(ErrorCode code, int status) {
    console.gateway().answers(ReadMine.class, Refusal.of(code));
    assertThat(console.get("/console").statusCode()).isEqualTo(status);
  }

  @Test
  void emptyAndFilledListsAreUsableByEverybody(Page page) {
    console.gateway().answers(ReadMine.class, new Mine(List.of(), List.of(), false));
    console.signedIn(page).navigate(console.origin() + "/console");
    assertThat(page.locator(".empty h2").textContent()).isEqualTo("You have no apps yet.");
    Accessibility.check(page);

    Company company =
        new Company("acme", Map.of("en", "Acme", "zh-CN", "顶点"), true, Role.DEVELOPER);
    AppLine app =
        new AppLine("game", "acme", Map.of("en", "Game"), "egret", LaunchState.LIVE, false);
    console.gateway().answers(ReadMine.class, new Mine(List.of(company), List.of(app), false));
    page.navigate(console.origin() + "/console");
    assertThat(page.locator(".tile a").getAttribute("href")).isEqualTo("/console/apps/game");
    Accessibility.check(page);
  }
}
