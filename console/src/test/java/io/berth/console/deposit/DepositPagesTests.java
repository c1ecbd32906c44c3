package io.berth.console.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.change.ChangeOutcome.ChangeWaiting;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.deposit.DepositCommand.MoveDeposit;
import io.berth.api.deposit.DepositCommand.OperateDeposit;
import io.berth.api.deposit.DepositCommand.PayDeposit;
import io.berth.api.deposit.DepositCommand.ReadDeposit;
import io.berth.api.deposit.DepositOutcome.DepositFound;
import io.berth.api.deposit.DepositOutcome.DepositMove;
import io.berth.api.deposit.DepositOutcome.DepositMoveKind;
import io.berth.api.deposit.DepositOutcome.DepositMoveState;
import io.berth.api.launch.LaunchState;
import io.berth.api.terms.Terms;
import io.berth.api.terms.TermsCommand.OperateTerms;
import io.berth.api.terms.TermsCommand.ReadTerms;
import io.berth.api.terms.TermsOutcome.TermsFound;
import io.berth.console.RunningConsole;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DepositPagesTests {
  private static final String OWN = "/console/apps/game1/deposit";
  private static final String OPERATE = "/console/operator/deposits/game1";
  private static final Instant AT = Instant.parse("2026-11-20T08:30:00Z");
  private static final Map<String, String> NAME = Map.of("en", "Sky Game");
  private static final Terms TERMS =
      new Terms(
          BigDecimal.ZERO,
          Map.of(),
          Map.of("usdt", new BigDecimal("5000"), "gold", new BigDecimal("10")));
  private static final DepositFound FOUND =
      new DepositFound(
          "game1",
          Map.of("usdt", new BigDecimal("4000"), "gold", new BigDecimal("10")),
          List.of(
              move(3, DepositMoveKind.PAY_IN, "9000", "", DepositMoveState.REFUSED),
              move(2, DepositMoveKind.DRAW, "1000", "late <refunds>", DepositMoveState.POSTED),
              move(1, DepositMoveKind.PAY_IN, "5000", "", DepositMoveState.POSTED)));

  private final RunningConsole console = RunningConsole.get();

  private static DepositMove move(
      long id, DepositMoveKind kind, String amount, String reason, DepositMoveState state) {
    return new DepositMove(id, kind, "usdt", new BigDecimal(amount), reason, state, AT);
  }

  @BeforeEach
  void script() {
    script(console, EnumSet.allOf(Permission.class));
  }

  /** A deposit of which some was drawn, as whoever has these permissions sees it. */
  static void script(RunningConsole console, Set<Permission> permissions) {
    AppLine line = new AppLine("game1", "acme", NAME, "dragonex", LaunchState.ACCEPTED, false);
    TermsFound terms = new TermsFound("game1", NAME, TERMS, List.of());
    console
        .gateway()
        .answers(ReadHead.class, new Head(line, NAME, permissions))
        .answers(ReadTerms.class, terms)
        .answers(OperateTerms.class, terms)
        .answers(ReadDeposit.class, FOUND)
        .answers(OperateDeposit.class, FOUND);
  }

  @Test
  void anOwnerSeesWhatIsMissingAndPaysItIn() {
    assertThat(console.get(OWN).body())
        .containsPattern(
            "data-coin=\"usdt\"[\\s\\S]*5,000[\\s\\S]*4,000[\\s\\S]*warn[\\s\\S]*1,000")
        .contains("late &lt;refunds&gt;", "refused: the balance was too low");
    console.gateway().answers(PayDeposit.class, new Outcome.Done());
    Map<String, String> form = Map.of("coin", "usdt", "amount", "1000.5", "key", "form-1");
    assertThat(console.post(OWN, OWN, form).statusCode()).isEqualTo(303);
    assertThat(console.gateway().latest(PayDeposit.class))
        .isEqualTo(new PayDeposit("usdt", new BigDecimal("1000.5"), "form-1"));

    console.gateway().answers(PayDeposit.class, Invalid.of("amount", "over-balance"));
    HttpResponse<String> refused = console.post(OWN, OWN, form);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("value=\"1000.5\"", "account holds less than this")
        .as("the refused payment has used its key")
        .doesNotContain("value=\"form-1\"");

    console.gateway().answers(PayDeposit.class, Outcome.Refusal.of(ErrorCode.TIMEOUT));
    assertThat(console.post(OWN, OWN, form).body())
        .as("perhaps it was paid")
        .contains("value=\"form-1\"");
  }

  @Test
  void whoeverIsNoOwnerPaysNothing() {
    script(console, EnumSet.of(Permission.MONEY_READ, Permission.APP_READ));
    assertThat(console.get(OWN).body()).contains("4,000").doesNotContain("name=\"amount\"");
  }

  @Test
  void anOperatorProposesADraw() {
    console.gateway().answers(MoveDeposit.class, new ChangeWaiting(7, null, null));
    Map<String, String> form =
        Map.of("kind", "DRAW", "coin", "usdt", "amount", "10", "reason", "late refunds");
    HttpResponse<String> waits = console.post(OPERATE, OPERATE, form);
    assertThat(waits.headers().allValues("Set-Cookie"))
        .anyMatch(cookie -> cookie.startsWith("berth-flash=change-waiting"));
    assertThat(Objects.requireNonNull(console.gateway().latest(MoveDeposit.class)))
        .isEqualTo(
            new MoveDeposit("game1", DepositMoveKind.DRAW, "usdt", BigDecimal.TEN, "late refunds"));

    console.gateway().answers(MoveDeposit.class, Invalid.of("amount", "over-deposit"));
    assertThat(console.post(OPERATE, OPERATE, form).body())
        .contains("not more than what is held", "value=\"late refunds\"");
  }
}
