package io.berth.console.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.launch.LaunchState;
import io.berth.api.terms.Terms;
import io.berth.api.terms.TermsCommand.DecideTerms;
import io.berth.api.terms.TermsCommand.OperateTerms;
import io.berth.api.terms.TermsCommand.ProposeTerms;
import io.berth.api.terms.TermsCommand.ReadTerms;
import io.berth.api.terms.TermsOutcome.Origin;
import io.berth.api.terms.TermsOutcome.TermsFound;
import io.berth.api.terms.TermsOutcome.TermsState;
import io.berth.api.terms.TermsOutcome.TermsVersion;
import io.berth.console.RunningConsole;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TermsPagesTests {
  private static final String OWN = "/console/apps/game1/terms";
  private static final String PROPOSE = "/console/operator/terms/game1";
  private static final Instant AT = Instant.parse("2026-11-20T08:30:00Z");
  private static final Map<String, String> NAME = Map.of("en", "Sky Game");
  private static final Terms PRESENT =
      new Terms(new BigDecimal("0.01"), Map.of("usdt", new BigDecimal("1000")), Map.of());
  private static final Terms NEXT =
      new Terms(
          new BigDecimal("0.025"),
          Map.of("usdt", new BigDecimal("2000")),
          Map.of("usdt", new BigDecimal("5000")));
  private static final TermsFound FOUND =
      new TermsFound(
          "game1",
          NAME,
          PRESENT,
          List.of(
              new TermsVersion(
                  2, Origin.PROPOSED, TermsState.PROPOSED, NEXT, "as <agreed>", AT, null, ""),
              new TermsVersion(
                  1, Origin.CARRIED_OVER, TermsState.IN_FORCE, PRESENT, "", AT, AT, "")));

  private final RunningConsole console = RunningConsole.get();

  @BeforeEach
  void script() {
    script(console, EnumSet.allOf(Permission.class));
  }

  /** A proposal beside what is in force, as whoever has these permissions sees it. */
  static void script(RunningConsole console, Set<Permission> permissions) {
    AppLine line = new AppLine("game1", "acme", NAME, "dragonex", LaunchState.IN_TEST, false);
    console
        .gateway()
        .answers(ReadHead.class, new Head(line, NAME, permissions))
        .answers(ReadTerms.class, FOUND)
        .answers(OperateTerms.class, FOUND);
  }

  @Test
  void anOwnerReadsAProposalAndDecides() {
    assertThat(console.get(OWN).body())
        .contains("Version 2 is proposed", "2.5 %", "as &lt;agreed&gt;", "Version 1 is in force")
        .contains("carried over");
    console.gateway().answers(DecideTerms.class, new Outcome.Done());
    console.post(OWN, OWN + "/accept", Map.of("version", "2"));
    assertThat(console.gateway().latest(DecideTerms.class)).isEqualTo(new DecideTerms(2, true, ""));
    console.post(OWN, OWN + "/decline", Map.of("version", "2", "reason", "too much"));
    assertThat(console.gateway().latest(DecideTerms.class))
        .isEqualTo(new DecideTerms(2, false, "too much"));

    console.gateway().answers(DecideTerms.class, Invalid.of("version", "changed"));
    HttpResponse<String> late = console.post(OWN, OWN + "/accept", Map.of("version", "2"));
    assertThat(late.statusCode()).isEqualTo(422);
    assertThat(late.body()).contains("decided, taken back or replaced in the meantime");
  }

  @Test
  void onlyOwnersSeeTheButtons() {
    script(console, EnumSet.of(Permission.APP_READ));
    assertThat(console.get(OWN).body())
        .contains("An owner of the company decides.")
        .doesNotContain("Accept these terms");
  }

  @Test
  void anOperatorProposesExactAmounts() {
    assertThat(console.get(PROPOSE).body()).contains("value=\"0.025\"", ">usdt 5000</textarea>");
    console.gateway().answers(ProposeTerms.class, new Outcome.Done());
    console.post(
        PROPOSE,
        PROPOSE,
        Map.of(
            "cutRate", "0.025",
            "dailyPayoutLimit", "usdt 1000.5\n\nbtc: 2",
            "deposit", "usdt 50",
            "note", "contract"));
    assertThat(console.gateway().latest(ProposeTerms.class))
        .isEqualTo(
            new ProposeTerms(
                "game1",
                new Terms(
                    new BigDecimal("0.025"),
                    Map.of("usdt", new BigDecimal("1000.5"), "btc", new BigDecimal("2")),
                    Map.of("usdt", new BigDecimal("50"))),
                "contract"));
    HttpResponse<String> wrong =
        console.post(
            PROPOSE,
            PROPOSE,
            Map.of("cutRate", "1,5", "dailyPayoutLimit", "usdt 7", "deposit", "", "note", "so"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("Enter a number from 0 to 1.", "value=\"1,5\"", ">usdt 7</textarea>");
  }
}
