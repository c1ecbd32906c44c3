package io.berth.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.dialect.api.App;
import io.berth.dialect.page.GameFlow;
import io.berth.dialect.page.GameFlow.Ending;
import io.berth.dialect.page.GameFlow.Purchase;
import io.berth.dialect.parameter.Parsed;
import io.berth.signing.SortedMd5;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A bill whose callback no common server would take is refused when it is made. */
class LongCallbackTests {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final String OPEN_ID = "59991c0e35855a48bb1157295dd63ce4";
  private static final Dialect WANCMS = Objects.requireNonNull(Dialects.installed().byId("wancms"));

  @Test
  void eightThousandBytesAreTheMost() {
    assertThat(pay("https://h.example/cb", "a".repeat(1024))).isInstanceOf(Parsed.Read.class);
    assertThat(pay("https://h.example/cb", "游".repeat(800))).isInstanceOf(Parsed.Read.class);
    assertThat(pay("https://h.example/cb", "游".repeat(900)))
        .isInstanceOfSatisfying(
            Parsed.Unreadable.class,
            refused -> {
              Refusal refusal = refused.refusal();
              assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
              assertThat(Ending.of(refusal.code())).as("9 in the SDK").isEqualTo(Ending.BAD);
              assertThat(refusal.detail()).startsWith("ext: ");
            });
    String queried = "https://h.example/cb?own=" + "x".repeat(1900);
    assertThat(pay(queried, "游".repeat(600))).isInstanceOf(Parsed.Read.class);
    assertThat(pay(queried, "游".repeat(700))).isInstanceOf(Parsed.Unreadable.class);
  }

  private static Parsed<Purchase> pay(String callback, String ext) {
    App app = TestApps.with(TestApps.app("wancms"), callback, Map.of());
    Map<String, String> covered =
        Map.of(
            "bill_no", "B1", "ext", ext, "goods_name", "g", "open_id", OPEN_ID, "total_fee", "10");
    Map<String, String> fields = new HashMap<>(covered);
    fields.put("sign", SortedMd5.KEY_SORTED_IN.sign(covered, "a-pay-key"));
    GameFlow game = Objects.requireNonNull(WANCMS.pages().game());
    return game.purchase(app, OPEN_ID, fields, "N1", NOW);
  }
}
