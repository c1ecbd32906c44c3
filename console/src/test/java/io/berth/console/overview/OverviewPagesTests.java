package io.berth.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.company.CompanyCommand.ReadCompany;
import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.company.CompanyOutcome.Company;
import io.berth.api.company.CompanyOutcome.CompanyFound;
import io.berth.api.launch.LaunchState;
import io.berth.api.totals.OrderTotalsCommand.ReadCompanyOrderTotals;
import io.berth.api.totals.TotalsRange;
import io.berth.console.RunningConsole;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverviewPagesTests {

  private static final String COMPANY = "/console/companies/acme/overview";

  private final RunningConsole console = RunningConsole.get();

  @BeforeEach
  void script() {
    ScriptedTotals.script(console.gateway());
    AppLine line =
        new AppLine("game1", "acme", Map.of("en", "Sky"), "dragonex", LaunchState.LIVE, true);
    console
        .gateway()
        .answers(ReadHead.class, new Head(line, Map.of(), EnumSet.allOf(Permission.class)))
        .answers(
            ReadCompany.class,
            new CompanyFound(
                new Company("acme", Map.of("en", "Acme"), true, Role.OWNER),
                List.of(),
                List.of(),
                List.of(line)));
  }

  @Test
  void comparesWithThePeriodBeforeAndNamesCauses() {
    String page = console.get(COMPANY).body();
    assertThat(page)
        // 23 slots with ten payments and one with five, against twelve with ten before; the
        // present slot is not compared: 225 against 120.
        .containsPattern("data-figure=\"payments\">\\s*<span>Payments</span>\\s*<strong>235<")
        .contains("before: 120", "+88 %", "97.9 %", "\u2264 256 ms")
        .containsPattern("Expired</span></td>\\s*<td data-label=\"What\">Payments</td>")
        .contains("The HTTP status is not an acknowledgement")
        .contains("<data class=\"amount-value\" value=\"1234567.125\">1,234,567.125</data>");
    assertThat(console.get(COMPANY + "?range=MONTH").body())
        .contains("aria-current=\"page\">Last 30 days");
    assertThat(
            Objects.requireNonNull(console.gateway().latest(ReadCompanyOrderTotals.class))
                .period()
                .range())
        .isEqualTo(TotalsRange.MONTH);
  }

  @Test
  void everyChartHasItsTableAsAFile() {
    HttpResponse<String> file =
        console.get("/console/apps/game1/overview.csv?range=HOUR&chart=payments");
    assertThat(file.body().lines())
        .hasSize(13)
        .startsWith("\uFEFFslot_start,paid,not_paid,before")
        .filteredOn(line -> line.contains(",5,5,"))
        .hasSize(1);
    assertThat(console.get(COMPANY + ".csv?chart=latency").body()).contains(",32,4096,");
    assertThat(console.get(COMPANY + ".csv?chart=nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void whatMayNotBeSeenIsLeftOut() {
    console.gateway().answers(ReadCompanyOrderTotals.class, Refusal.of(ErrorCode.NO_PERMISSION));
    assertThat(console.get(COMPANY).body())
        .contains("Some figures are missing")
        .contains("data-chart=\"callbacks\"")
        .doesNotContain("data-chart=\"payments\"");
    assertThat(console.get("/console/operator/overview.csv?chart=refusals").statusCode())
        .as("refused requests of the whole platform are for operators")
        .isEqualTo(403);
  }
}
