package io.berth.console.dispute;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.dispute.Dispute;
import io.berth.api.dispute.Dispute.State;
import io.berth.api.dispute.DisputeCommand.AnswerDispute;
import io.berth.api.dispute.DisputeCommand.DecideDispute;
import io.berth.api.dispute.DisputeCommand.OperateDispute;
import io.berth.api.dispute.DisputeCommand.OperateDisputes;
import io.berth.api.dispute.DisputeCommand.ReadDispute;
import io.berth.api.dispute.DisputeCommand.ReadDisputes;
import io.berth.api.dispute.DisputeOutcome.DisputeFound;
import io.berth.api.dispute.DisputeOutcome.DisputeList;
import io.berth.api.launch.LaunchState;
import io.berth.console.RunningConsole;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DisputePagesTests {
  private static final String OWN = "/console/apps/game1/disputes/7";
  private static final String DECISION = "/console/operator/disputes/7";
  private static final Instant AT = Instant.parse("2026-11-20T08:30:00Z");
  private static final AppLine APP =
      new AppLine("game1", "acme", Map.of("en", "Sky Game"), "dragonex", LaunchState.LIVE, true);

  private final RunningConsole console = RunningConsole.get();

  private static Dispute dispute(State state) {
    return new Dispute(
        7,
        "game1",
        42,
        "trade-1",
        1_000_001,
        new BigDecimal("3"),
        "usdt",
        Dispute.Reason.NOT_RECEIVED,
        "no <sword>",
        state,
        AT,
        AT.plusSeconds(604_800),
        state == State.OPEN ? "" : "it is in the bank",
        state == State.OPEN ? null : AT,
        "",
        null);
  }

  @BeforeEach
  void script() {
    DisputeList list = new DisputeList(List.of(dispute(State.OPEN)), false);
    console
        .gateway()
        .answers(ReadHead.class, new Head(APP, Map.of(), EnumSet.allOf(Permission.class)))
        .answers(ReadDisputes.class, list)
        .answers(OperateDisputes.class, list)
        .answers(ReadDispute.class, new DisputeFound(dispute(State.OPEN), new BigDecimal("3")))
        .answers(
            OperateDispute.class, new DisputeFound(dispute(State.ANSWERED), new BigDecimal("3")));
  }

  @Test
  void theCompanyResponds() {
    assertThat(console.get("/console/apps/game1/disputes").body()).contains("trade-1", OWN);
    assertThat(console.get(OWN).body()).contains("no &lt;sword&gt;", "Respond by");
    console.gateway().answers(AnswerDispute.class, Invalid.of("dispute", "decided"));
    assertThat(console.post(OWN, OWN + "/answer", Map.of("answer", "in the bank")).body())
        .contains("already been decided", ">in the bank</textarea>");
    assertThat(console.gateway().latest(AnswerDispute.class))
        .isEqualTo(new AnswerDispute(7, "in the bank"));
    console
        .gateway()
        .answers(ReadHead.class, new Head(APP, Map.of(), Set.of(Permission.ORDER_READ)));
    assertThat(console.get(OWN).body()).doesNotContain("<button type=\"submit\"");
    console
        .gateway()
        .answers(ReadHead.class, new Head(APP, Map.of(), Set.of(Permission.DISPUTE_ANSWER)));
    assertThat(console.get(OWN).body())
        .as("support responds, and refunds nothing")
        .contains(OWN + "/answer")
        .doesNotContain(OWN + "/refund");
  }

  @Test
  void anOperatorRefundsOrCloses() {
    assertThat(console.get("/console/operator/disputes").body()).contains(DECISION);
    assertThat(console.get(DECISION).body()).contains("it is in the bank");
    console.gateway().answers(DecideDispute.class, new Outcome.Done());
    Map<String, String> form = Map.of("decision", "refund", "amount", "1.5", "reason", "empty");
    console.post(DECISION, DECISION, form);
    assertThat(console.gateway().latest(DecideDispute.class))
        .isEqualTo(new DecideDispute(7, new BigDecimal("1.5"), "empty"));
    console.post(
        DECISION, DECISION, Map.of("decision", "close", "amount", "1.5", "reason", "was sent"));
    assertThat(console.gateway().latest(DecideDispute.class))
        .isEqualTo(new DecideDispute(7, null, "was sent"));
    assertThat(
            console
                .post(DECISION, DECISION, Map.of("decision", "refund", "amount", "", "reason", "x"))
                .statusCode())
        .isEqualTo(422);
  }
}
