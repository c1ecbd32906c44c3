package io.berth.console.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.application.Application;
import io.berth.api.application.ApplicationCommand.DecideApplication;
import io.berth.api.application.ApplicationCommand.OperateApplications;
import io.berth.api.application.ApplicationCommand.ReadApplicationQueue;
import io.berth.api.application.ApplicationCommand.ReadApplications;
import io.berth.api.application.ApplicationCommand.SaveApplication;
import io.berth.api.application.ApplicationCommand.SendApplication;
import io.berth.api.application.ApplicationOutcome.ApplicationQueue;
import io.berth.api.application.ApplicationOutcome.ApplicationState;
import io.berth.api.application.ApplicationOutcome.ApplicationsFound;
import io.berth.api.application.ApplicationOutcome.Decision;
import io.berth.api.application.ApplicationOutcome.SentApplication;
import io.berth.api.application.ApplicationOutcome.Verdict;
import io.berth.api.application.ApplicationOutcome.Waiting;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.launch.LaunchState;
import io.berth.api.operator.OperatorPayCommand.ReadAllCoins;
import io.berth.console.RunningConsole;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplicationPagesTests {
  private static final String OWN = "/console/apps/game1/application";
  private static final String REVIEW = "/console/operator/applications/game1";
  private static final Instant AT = Instant.parse("2026-11-20T08:30:00Z");
  private static final Map<String, String> NAME = Map.of("en", "Sky Game");
  private static final Application APPLICATION =
      new Application(
          "A game in which people sail ships.",
          List.of("https://sky.example"),
          "alice@example.com",
          "1,000 users a month",
          Map.of(1, "to know the player", 6, "payouts"),
          Map.of("gold", "players buy <gems>"),
          Map.of("gold", new BigDecimal("1000")),
          "https://sky.example/callback",
          List.of("https://sky.example/back"));

  private final RunningConsole console = RunningConsole.get();

  @BeforeEach
  void script() {
    AppLine line = new AppLine("game1", "acme", NAME, "dragonex", LaunchState.DRAFT, false);
    console
        .gateway()
        .answers(ReadHead.class, new Head(line, NAME, EnumSet.allOf(Permission.class)))
        .answers(ReadApplications.class, found(LaunchState.DRAFT, ApplicationState.ASKED_BACK))
        .answers(OperateApplications.class, found(LaunchState.APPLIED, ApplicationState.SENT))
        .answers(
            ReadApplicationQueue.class,
            new ApplicationQueue(
                List.of(new Waiting("game1", "acme", NAME, LaunchState.APPLIED, 1, AT)), false))
        .answers(ReadAllCoins.class, new BalanceOutcome.Coins(List.of()));
  }

  static ApplicationsFound found(LaunchState state, ApplicationState sent) {
    boolean decided = sent != ApplicationState.SENT;
    return new ApplicationsFound(
        "game1",
        "acme",
        NAME,
        state,
        false,
        APPLICATION,
        "",
        List.of(),
        Set.of(1, 7),
        Set.of(),
        List.of(
            new SentApplication(
                1,
                APPLICATION,
                sent,
                AT,
                decided ? "almost" : "",
                decided ? AT : null,
                decided
                    ? Map.of(
                        1,
                        new Decision(Verdict.APPROVED, ""),
                        6,
                        new Decision(Verdict.ASKED_BACK, "to whom?"))
                    : Map.of(),
                decided
                    ? Map.of("gold", new Decision(Verdict.REFUSED, "no gold here"))
                    : Map.of())));
  }

  private static Map<String, String> form() {
    Map<String, String> form = new HashMap<>();
    form.put("summary", APPLICATION.summary());
    form.put("links", "https://sky.example");
    form.put("contact", APPLICATION.contact());
    form.put("volume", APPLICATION.volume());
    form.put("scope", "6");
    form.put("reason-6", "payouts");
    form.put("reason-7", "not ticked");
    form.put("coins", "gold: players: buy <gems>\nsilver");
    form.put("dailyPayoutLimit", "gold 1000");
    return form;
  }

  @Test
  void anOwnerReadsTheReasonsAndSendsAgain() {
    assertThat(console.get(OWN).body())
        .contains("asked back", "to whom?", "no gold here", "gold: players buy &lt;gems&gt;")
        .contains("legal details of the company");
    console.gateway().answers(SaveApplication.class, new Outcome.Done());
    console.post(OWN, OWN, form());
    Application saved =
        Objects.requireNonNull(console.gateway().latest(SaveApplication.class)).application();
    assertThat(saved.scopes()).isEqualTo(Map.of(6, "payouts"));
    assertThat(saved.coins()).isEqualTo(Map.of("gold", "players: buy <gems>", "silver", ""));
    assertThat(saved.dailyPayoutLimit()).isEqualTo(Map.of("gold", new BigDecimal("1000")));

    console.gateway().answers(SendApplication.class, Invalid.of("company", "unchecked"));
    Map<String, String> sent = form();
    sent.put("send", "1");
    HttpResponse<String> refused = console.post(OWN, OWN, sent);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("An operator has to check the legal details", "\nsilver");
    sent.put("dailyPayoutLimit", "much");
    assertThat(console.post(OWN, OWN, sent).body()).contains(">much</textarea>");
  }

  @Test
  void anOperatorDecidesOnEachScopeAndCoin() {
    assertThat(console.get("/console/operator/applications").body()).contains("Sky Game");
    assertThat(console.get(REVIEW).body())
        .contains("A game in which people sail ships.", "payouts", "not a coin of this platform");
    console.gateway().answers(DecideApplication.class, new Outcome.Done());
    Map<String, String> form = new HashMap<>();
    form.put("version", "1");
    form.put("scope-1", "APPROVED");
    form.put("scope-6", "REFUSED");
    form.put("reason-scope-6", "no payouts");
    form.put("coin-gold", "nonsense");
    form.put("verdict", "APPROVED");
    form.put("reason", "welcome");
    console.post(REVIEW, REVIEW, form);
    assertThat(console.gateway().latest(DecideApplication.class))
        .isEqualTo(
            new DecideApplication(
                "game1",
                1,
                Verdict.APPROVED,
                "welcome",
                Map.of(
                    1,
                    new Decision(Verdict.APPROVED, ""),
                    6,
                    new Decision(Verdict.REFUSED, "no payouts")),
                Map.of("gold", new Decision(Verdict.ASKED_BACK, ""))));
  }
}
