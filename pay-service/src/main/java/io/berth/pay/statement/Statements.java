package io.berth.pay.statement;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.balance.StatementCommand.ReadStatement;
import io.berth.api.balance.StatementCommand.ReadStatementEntries;
import io.berth.api.balance.StatementOutcome;
import io.berth.api.balance.StatementOutcome.FormerAccount;
import io.berth.api.balance.StatementOutcome.StatementEntry;
import io.berth.api.balance.StatementOutcome.StatementLine;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.access.Access;
import io.berth.pay.access.Amounts;
import io.berth.pay.appaccount.FormerAccounts;
import io.berth.pay.appaccount.FormerAccounts.Former;
import io.berth.pay.limit.DayProperties;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Statements of an app's account, and of the account that its money was in before it had one.
 * Entries are numbered without gaps and never change, so a period that was summed up once can be
 * read in pages afterwards and comes to the same sum.
 */
@Component
class Statements {
  private static final int LARGEST_PAGE = 500;

  /** Reads backwards from today's balance: what lies before the period costs nothing. */
  private static final String LINES =
      """
      select a.kind, c.code, a.balance, e.later, e.credits, e.debits, e.entries, e.last_number
      from accounts a join coins c on c.id = a.coin_id
      cross join lateral (
        select coalesce(sum(balance_change) filter (where posted_at >= :to), 0) as later,
          coalesce(sum(balance_change)
            filter (where posted_at < :to and balance_change > 0), 0) as credits,
          coalesce(-sum(balance_change)
            filter (where posted_at < :to and balance_change < 0), 0) as debits,
          count(*) filter (where posted_at < :to) as entries,
          coalesce(max(number) filter (where posted_at < :to), 0) as last_number
        from entries where account_id = a.id and posted_at >= :from) e
      where a.owner = :owner and a.kind in ('COIN', 'OPEN')
      order by a.kind, a.coin_id
      """;

  private static final String ENTRIES =
      """
      select e.number, e.posted_at, e.balance_change,
        o.id, o.app_id, o.trade_no, o.uid, o.direction, o.return_of,
        m.reference is not null as moved
      from (
        select * from entries
        where account_id = (
            select a.id from accounts a join coins c on c.id = a.coin_id
            where a.owner = :owner and a.kind = :kind and c.code = :coin)
          and number > :after and number <= :up_to
          and posted_at >= :from and posted_at < :to
        order by number limit :limit) e
      left join orders o on o.id = e.transfer_id
      left join account_moves m on m.transfer_id = e.transfer_id
      order by e.number
      """;

  /**
   * The planner expects a handful of entries and would sort all of the period's for each page,
   * which of a busy account are a hundred thousand a day; its index has them in order.
   */
  private static final String IN_ORDER = "select set_config('enable_sort', 'off', true)";

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final Apps apps;
  private final FormerAccounts formerAccounts;
  private final ZoneId zone;
  private final Clock clock;

  @Autowired
  Statements(
      DatabaseClient database,
      TransactionalOperator transaction,
      Apps apps,
      FormerAccounts formerAccounts,
      DayProperties day,
      Clock clock) {
    this(database, transaction, apps, formerAccounts, day.zone(), clock);
  }

  Statements(
      DatabaseClient database,
      TransactionalOperator transaction,
      Apps apps,
      FormerAccounts formerAccounts,
      ZoneId zone,
      Clock clock) {
    this.database = database;
    this.transaction = transaction;
    this.apps = apps;
    this.formerAccounts = formerAccounts;
    this.zone = zone;
    this.clock = clock;
  }

  Mono<Outcome> lines(ReadStatement read, Caller caller) {
    return lines(read, Access.existing(apps, caller));
  }

  private Mono<Outcome> lines(ReadStatement read, App app) {
    return archivedBefore()
        .singleOptional()
        .flatMap(archived -> lines(read, app, days(read, archived.orElse(null))));
  }

  private Mono<Outcome> lines(ReadStatement read, App app, StatementOutcome.Statement empty) {
    return formerAccounts
        .ofApp(app.appId())
        .singleOptional()
        .flatMap(
            former ->
                lines(read.former() ? Book.of(former) : Book.of(app), empty.from(), empty.to())
                    .map(
                        lines ->
                            new StatementOutcome.Statement(
                                empty.first(),
                                empty.last(),
                                empty.zone(),
                                lines,
                                read.former(),
                                former
                                    .map(was -> new FormerAccount(was.until(), was.shared()))
                                    .orElse(null),
                                empty.archivedBefore())));
  }

  /** The first day of which all entries are here; empty where no month is archived. */
  private Mono<LocalDate> archivedBefore() {
    return database
        .sql(
            """
            select (month + interval '1 month') at time zone 'UTC' as until from archived_months
             order by month desc limit 1
            """)
        .mapValue(Instant.class)
        .one()
        .map(
            until -> {
              LocalDate day = LocalDate.ofInstant(until, zone);
              return day.atStartOfDay(zone).toInstant().isBefore(until) ? day.plusDays(1) : day;
            });
  }

  /** Begins no earlier than the entries that are here. */
  private StatementOutcome.Statement days(ReadStatement read, @Nullable LocalDate archived) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    LocalDate last = Objects.requireNonNullElse(read.last(), today);
    LocalDate first = Objects.requireNonNullElse(read.first(), today.withDayOfMonth(1));
    LocalDate from = first.isAfter(last) ? last : first;
    LocalDate to = first.isAfter(last) ? first : last;
    if (archived != null && from.isBefore(archived)) {
      from = archived;
      to = to.isBefore(from) ? from : to;
    }
    return new StatementOutcome.Statement(from, to, zone, List.of(), false, null, archived);
  }

  /**
   * Owner of the entries, and the time until which they are shown: what the person did with their
   * account afterwards is not the app's business.
   */
  private record Book(long owner, Instant until) {
    static Book of(App app) {
      return new Book(app.accounts().adminUid(), Instant.MAX);
    }

    static Book of(Optional<Former> former) {
      return former.map(was -> new Book(was.uid(), was.until())).orElse(new Book(0, Instant.EPOCH));
    }

    OffsetDateTime to(Instant wanted) {
      return (wanted.isBefore(until) ? wanted : until).atOffset(ZoneOffset.UTC);
    }
  }

  private Mono<List<StatementLine>> lines(Book book, Instant from, Instant to) {
    return database
        .sql(LINES)
        .bind("owner", book.owner())
        .bind("from", from.atOffset(ZoneOffset.UTC))
        .bind("to", book.to(to))
        .map(Statements::line)
        .all()
        .collectList();
  }

  private static StatementLine line(Readable row) {
    BigDecimal closing = amount(row, "balance").subtract(amount(row, "later"));
    BigDecimal credits = amount(row, "credits");
    BigDecimal debits = amount(row, "debits");
    return new StatementLine(
        AccountKind.valueOf(Objects.requireNonNull(row.get("kind", String.class))),
        Objects.requireNonNull(row.get("code", String.class)),
        Amounts.canonical(closing.subtract(credits).add(debits)),
        Amounts.canonical(credits),
        Amounts.canonical(debits),
        Amounts.canonical(closing),
        Objects.requireNonNull(row.get("entries", Long.class)),
        Objects.requireNonNull(row.get("last_number", Long.class)));
  }

  Mono<Outcome> entries(ReadStatementEntries read, Caller caller) {
    App app = Access.existing(apps, caller);
    Mono<Book> book =
        read.former()
            ? formerAccounts.ofApp(app.appId()).singleOptional().map(Book::of)
            : Mono.just(Book.of(app));
    return book.flatMap(found -> entries(read, found, app.appId()));
  }

  private Mono<Outcome> entries(ReadStatementEntries read, Book book, String appId) {
    return database
        .sql(ENTRIES)
        .bind("owner", book.owner())
        .bind("kind", read.account().name())
        .bind("coin", read.coin())
        .bind("after", read.after())
        .bind("up_to", read.upTo())
        .bind("from", read.from().atOffset(ZoneOffset.UTC))
        .bind("to", book.to(read.to()))
        .bind("limit", Math.clamp(read.limit(), 1, LARGEST_PAGE))
        .map(row -> entry(row, appId))
        .all()
        .collectList()
        .<Outcome>map(StatementOutcome.StatementEntries::new)
        .as(page -> database.sql(IN_ORDER).then().then(page))
        .as(transaction::transactional);
  }

  private static StatementEntry entry(Readable row, String appId) {
    boolean own = appId.equals(row.get("app_id", String.class));
    return new StatementEntry(
        Objects.requireNonNull(row.get("number", Long.class)),
        Objects.requireNonNull(row.get("posted_at", Instant.class)),
        what(row, own),
        own ? row.get("trade_no", String.class) : null,
        own ? row.get("id", Long.class) : null,
        own ? row.get("uid", Long.class) : null,
        Amounts.canonical(amount(row, "balance_change")));
  }

  /**
   * A former account may have served several apps: of another app's order only the amount is shown.
   */
  private static String what(Readable row, boolean own) {
    if (Boolean.TRUE.equals(row.get("moved", Boolean.class))) {
      return "migration";
    } else if (row.get("app_id", String.class) == null) {
      return "transfer";
    } else if (!own) {
      return "other-app";
    } else if (row.get("return_of", String.class) != null) {
      return "return";
    }
    return "USER_TO_APP".equals(row.get("direction", String.class)) ? "payment" : "payout";
  }

  private static BigDecimal amount(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, BigDecimal.class));
  }
}
