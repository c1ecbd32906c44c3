package io.berth.pay.person;

import static io.berth.service.sql.Rows.value;

import io.berth.api.AccountKind;
import io.berth.api.order.Order;
import io.berth.api.person.PersonOutcome.PersonalData;
import io.berth.pay.access.Amounts;
import io.berth.pay.order.OrderRows;
import io.berth.pay.order.Orders;
import io.berth.service.json.BerthJson;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes all that is stored of a person as one JSON object, of which a page of orders is in memory.
 */
@Repository
class PersonalExport {

  private static final int PAGE = 500;

  private static final int MOST_TRANSFERS = 2000;

  /** A top-up by bank transfer, with what the bank said of it. */
  private record TopUp(
      String reference,
      BigDecimal amount,
      String currency,
      String coin,
      @Nullable BigDecimal credited,
      @Nullable String counterparty,
      @Nullable String counterpartyAccount,
      @Nullable String remittance,
      Instant requestedAt) {}

  private record Withdrawal(
      String endToEndId,
      BigDecimal money,
      String currency,
      String coin,
      BigDecimal amount,
      String iban,
      String holder,
      String state,
      Instant requestedAt) {}

  /**
   * Part of the JSON text.
   *
   * @param next the last order in it; null where no more follow
   */
  record Part(String json, @Nullable Long next) {}

  /** A payment that the person reported. */
  private record Dispute(
      long orderId, String reason, String text, String state, String answer, Instant openedAt) {}

  private record Balance(AccountKind account, String coin, BigDecimal total, BigDecimal held) {}

  private final DatabaseClient database;
  private final OrderRows rows;
  private final Orders archive;
  private final Clock clock;

  PersonalExport(DatabaseClient database, OrderRows rows, Orders archive, Clock clock) {
    this.database = database;
    this.rows = rows;
    this.archive = archive;
    this.clock = clock;
  }

  /** Returns the parts of the JSON text. */
  Flux<String> of(PersonalData person) {
    long uid = person.profile().uid();
    return first(person)
        .expand(part -> part.next == null ? Mono.empty() : next(uid, part.next), 1)
        .map(Part::json);
  }

  /** Everything but orders, and the first of these. */
  Mono<Part> first(PersonalData person) {
    long uid = person.profile().uid();
    return Flux.concat(
            Mono.fromSupplier(
                () ->
                    "{\"exportedAt\":" + json(Instant.now(clock)) + ",\"person\":" + json(person)),
            balances(uid).map(balances -> ",\"balances\":" + json(balances)),
            topUps(uid).map(topUps -> ",\"topUps\":" + json(topUps)),
            withdrawals(uid).map(withdrawals -> ",\"withdrawals\":" + json(withdrawals)),
            disputes(uid).map(disputes -> ",\"disputes\":" + json(disputes)),
            archive.archivedBefore().map(day -> ",\"ordersArchivedBefore\":" + json(day)),
            Mono.just(",\"orders\":["))
        .collect(Collectors.joining())
        .zipWith(orders(uid, 0), (head, orders) -> new Part(head + orders.json, orders.next));
  }

  /** The orders after one, with the comma that separates them from it. */
  Mono<Part> next(long uid, long after) {
    return orders(uid, after)
        .map(part -> part.json.startsWith("]") ? part : new Part("," + part.json, part.next));
  }

  private static String json(Object value) {
    return BerthJson.mapper().writeValueAsString(value);
  }

  private Mono<List<Balance>> balances(long uid) {
    return database
        .sql(
            """
            select a.kind, c.code, a.balance, a.frozen
              from accounts a join coins c on c.id = a.coin_id
             where a.owner = :uid and a.kind in ('COIN', 'OPEN')
             order by a.kind, a.coin_id
            """)
        .bind("uid", uid)
        .map(
            row ->
                new Balance(
                    AccountKind.valueOf(value(row, "kind", String.class)),
                    value(row, "code", String.class),
                    Amounts.canonical(value(row, "balance", BigDecimal.class)),
                    Amounts.canonical(value(row, "frozen", BigDecimal.class))))
        .all()
        .collectList();
  }

  private Mono<List<TopUp>> topUps(long uid) {
    return database
        .sql(
            """
            select t.reference, t.amount, t.currency, c.code as coin, l.credit as credited,
              l.counterparty, l.counterparty_account, l.remittance, t.requested_at
              from top_ups t join coins c on c.id = t.coin_id
              left join bank_lines l on l.top_up_id = t.id
             where t.uid = :uid order by t.id desc limit :most
            """)
        .bind("uid", uid)
        .bind("most", MOST_TRANSFERS)
        .mapProperties(TopUp.class)
        .all()
        .collectList();
  }

  private Mono<List<Withdrawal>> withdrawals(long uid) {
    return database
        .sql(
            """
            select w.end_to_end_id, w.money, w.currency, c.code as coin, w.amount, w.iban, w.holder,
              w.state, w.requested_at
              from withdrawals w join coins c on c.id = w.coin_id
             where w.uid = :uid order by w.id desc limit :most
            """)
        .bind("uid", uid)
        .bind("most", MOST_TRANSFERS)
        .mapProperties(Withdrawal.class)
        .all()
        .collectList();
  }

  private Mono<List<Dispute>> disputes(long uid) {
    return database
        .sql(
            """
            select order_id, reason, text, state, answer, opened_at from disputes
             where uid = :uid order by id desc limit :most
            """)
        .bind("uid", uid)
        .bind("most", MOST_TRANSFERS)
        .mapProperties(Dispute.class)
        .all()
        .collectList();
  }

  private Mono<Part> orders(long uid, long after) {
    return page(uid, after)
        .map(
            page -> {
              String json =
                  page.stream().map(PersonalExport::json).collect(Collectors.joining(","));
              return page.size() < PAGE
                  ? new Part(json + "]}", null)
                  : new Part(json, page.getLast().id());
            });
  }

  private Mono<List<Order>> page(long uid, long after) {
    return database
        .sql(
            "select "
                + OrderRows.COLUMNS
                + """
                 from orders o join coins c on c.id = o.coin_id
                where o.uid = :uid and o.id > :after order by o.id limit :page
                """)
        .bind("uid", uid)
        .bind("after", after)
        .bind("page", PAGE)
        .map(rows::order)
        .all()
        .collectList();
  }
}
