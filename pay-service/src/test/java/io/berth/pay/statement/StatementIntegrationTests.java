package io.berth.pay.statement;

import static io.berth.pay.Merchant.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import io.berth.api.balance.StatementCommand.ReadStatement;
import io.berth.api.balance.StatementCommand.ReadStatementEntries;
import io.berth.api.balance.StatementOutcome.Statement;
import io.berth.api.balance.StatementOutcome.StatementEntries;
import io.berth.api.balance.StatementOutcome.StatementEntry;
import io.berth.api.balance.StatementOutcome.StatementLine;
import io.berth.dialect.api.Apps;
import io.berth.pay.FakeApps;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.appaccount.FormerAccounts;
import io.berth.pay.limit.DayProperties;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@PayServiceTest
class StatementIntegrationTests {
  private static final long SOMEBODY = 7_000_000;

  @Autowired FormerAccounts formerAccounts;
  @Autowired Merchant merchant;
  @Autowired DayProperties properties;
  @Autowired DatabaseClient database;
  @Autowired TransactionalOperator transaction;
  @Autowired Apps apps;

  @BeforeEach
  void open() {
    merchant.opens();
  }

  private Statement statement(@Nullable LocalDate first, @Nullable LocalDate last) {
    return (Statement) merchant.does(new ReadStatement(first, last), person(SOMEBODY));
  }

  private static StatementLine line(Statement statement) {
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
    LocalDate first = today();
    for (int i = 0; i < 25; i++) {
      merchant.pays("statement_" + i, uid, "0.00000" + (i % 9 + 1));
      merchant.charges("statement_open_" + i, uid, "0.1");
    }
    Statement statement = statement(first, today());
    StatementLine line = line(statement);
    merchant.pays("statement_after", uid, "5");

    List<StatementEntry> entries = entries(statement.from(), statement.to(), line.lastNumber(), 7);
    assertThat(entries).hasSize((int) line.entries());
    BigDecimal sum =
        entries.stream().map(StatementEntry::change).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(line.opening().add(sum)).isEqualByComparingTo(line.closing());
    assertThat(line.credits().subtract(line.debits())).isEqualByComparingTo(sum);
    List<StatementEntry> own =
        entries.stream().filter(entry -> Objects.equals(entry.uid(), uid)).toList();
    assertThat(own)
        .hasSize(25)
        .allSatisfy(
            entry -> {
              assertThat(entry.what()).isEqualTo("payout");
              assertThat(entry.tradeNo()).startsWith("statement_");
            });
    LocalDate after = statement.last().plusDays(1);
    StatementLine next = line(statement(after, after.plusDays(1)));
    assertThat(next.opening())
        .isEqualByComparingTo(merchant.balance(FakeApps.ADMIN, AccountKind.COIN));
  }

  /** In these two zones it is never the same day. */
  @Test
  void daysBeginAndEndInTheDayZone() {
    ZoneId east = ZoneId.of("Pacific/Kiritimati");
    ZoneId west = ZoneId.of("Etc/GMT+12");
    merchant.pays("statement_of_a_day", merchant.player("0"), "1");
    Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
    LocalDate day = LocalDate.now(clock.withZone(east));
    Statement inside = statement(east, clock, day, day);
    Statement outside = statement(west, clock, day, day);
    assertThat(line(inside).entries()).isPositive();
    assertThat(line(outside).entries()).isZero();
    assertThat(inside.zone()).isEqualTo(east);
    assertThat(inside.from()).isEqualTo(day.atStartOfDay(east).toInstant());
    assertThat(inside.to()).isEqualTo(day.plusDays(1).atStartOfDay(east).toInstant());

    Statement month = statement(east, clock, null, null);
    assertThat(month.last()).isEqualTo(day);
    assertThat(month.first()).isEqualTo(day.withDayOfMonth(1));
    Statement turned = statement(east, clock, day.plusDays(1), day);
    assertThat(turned.first()).isEqualTo(day);
    assertThat(turned.last()).isEqualTo(day.plusDays(1));
  }

  private Statement statement(
      ZoneId zone, Clock clock, @Nullable LocalDate first, @Nullable LocalDate last) {
    Outcome outcome =
        new Statements(database, transaction, apps, formerAccounts, zone, clock)
            .lines(new ReadStatement(first, last), person(SOMEBODY))
            .block(Duration.ofSeconds(10));
    return (Statement) outcome;
  }

  private LocalDate today() {
    return LocalDate.now(properties.zone());
  }

  @Test
  void showsOnlyTheAmountOfAnotherAppsOrdersOnTheSameAccount(TestDatabase database) {
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
