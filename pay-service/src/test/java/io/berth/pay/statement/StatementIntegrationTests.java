package io.berth.pay.statement;

import static io.berth.pay.Merchant.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.StatementCommand.ReadStatement;
import io.berth.api.StatementCommand.ReadStatementEntries;
import io.berth.api.StatementOutcome.Statement;
import io.berth.api.StatementOutcome.StatementEntries;
import io.berth.api.StatementOutcome.StatementEntry;
import io.berth.api.StatementOutcome.StatementLine;
import io.berth.pay.FakeApps;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.test.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PayServiceTest
class StatementIntegrationTests {
  private static final long SOMEBODY = 7_000_000;

  @Autowired Merchant merchant;

  @BeforeEach
  void open() {
    merchant.opens();
  }

  private StatementLine line(Instant from, Instant to) {
    Statement statement = (Statement) merchant.does(new ReadStatement(from, to), person(SOMEBODY));
    return statement.lines().stream()
        .filter(line -> line.account() == AccountKind.COIN && line.coin().equals("usdt"))
        .findFirst()
        .orElseThrow();
  }

  private List<StatementEntry> entries(Instant from, Instant to, long upTo, int page) {
    List<StatementEntry> all = new ArrayList<>();
    long after = 0;
    while (true) {
      StatementEntries found =
          (StatementEntries)
              merchant.does(
                  new ReadStatementEntries(AccountKind.COIN, "usdt", from, to, after, upTo, page),
                  person(SOMEBODY));
      if (found.entries().isEmpty()) {
        return all;
      }
      all.addAll(found.entries());
      after = found.entries().getLast().number();
    }
  }

  @Test
  void openingPlusEveryEntryIsClosingToTheLastDigit() {
    long uid = merchant.player("1000", 12);
    Instant from = Instant.now();
    for (int i = 0; i < 25; i++) {
      merchant.pays("statement_" + i, uid, "0.00000" + (i % 9 + 1));
      merchant.charges("statement_open_" + i, uid, "0.1");
    }
    Instant to = Instant.now().plusMillis(1);
    StatementLine line = line(from, to);
    merchant.pays("statement_after", uid, "5");

    List<StatementEntry> entries = entries(from, to, line.lastNumber(), 7);
    assertThat(entries).hasSize(25).hasSize((int) line.entries());
    BigDecimal sum =
        entries.stream().map(StatementEntry::change).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(line.opening().add(sum)).isEqualByComparingTo(line.closing());
    assertThat(line.debits().negate()).isEqualByComparingTo(sum);
    assertThat(line.credits()).isZero();
    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(entry.what()).isEqualTo("payout");
              assertThat(entry.tradeNo()).startsWith("statement_");
              assertThat(entry.uid()).isEqualTo(uid);
            });
    StatementLine next = line(to, Instant.now().plus(Duration.ofDays(1)));
    assertThat(next.opening()).isEqualByComparingTo(line.closing());
    assertThat(next.closing())
        .isEqualByComparingTo(merchant.balance(FakeApps.ADMIN, AccountKind.COIN));
  }

  @Test
  void ofAnotherAppsOrdersOnTheSameAccountOnlyTheAmountIsTold(TestDatabase database) {
    long uid = merchant.player("0");
    Instant from = Instant.now();
    merchant.pays("somebody_elses", uid, "3");
    database.execute("update orders set app_id = 'otherapp' where trade_no = 'somebody_elses'");
    StatementEntry entry =
        entries(from, Instant.now().plusSeconds(1), Long.MAX_VALUE, 100).getLast();
    assertThat(entry.what()).isEqualTo("other-app");
    assertThat(entry.tradeNo()).isNull();
    assertThat(entry.uid()).isNull();
    assertThat(entry.change()).isEqualByComparingTo("-3");
  }
}
