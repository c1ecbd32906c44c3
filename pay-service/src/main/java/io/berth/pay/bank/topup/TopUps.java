package io.berth.pay.bank.topup;

import io.berth.pay.bank.BankProperties;
import io.berth.pay.bank.BankRate;
import java.math.BigDecimal;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores top-ups. Whether one has come is what the bank lines say. */
@Repository
public class TopUps {
  private static final int MOST_OPEN = 10;
  private static final String SELECT =
      """
      select t.id, t.uid, c.code as coin, c.decimals, t.amount, t.currency, t.rate, t.reference,
        t.requested_at, t.expires_at, l.credit as credited,
        case when l.state = 'POSTED' then 'CREDITED' when l.state = 'APPROVED' then 'ARRIVED'
             when t.expires_at <= clock_timestamp() then 'EXPIRED' else 'OPEN' end as state
      from top_ups t join coins c on c.id = t.coin_id left join bank_lines l on l.top_up_id = t.id
      """;

  private final DatabaseClient database;
  private final BankProperties properties;

  TopUps(DatabaseClient database, BankProperties properties) {
    this.database = database;
    this.properties = properties;
  }

  /** Stores a top-up; empty where the person has ten open ones. */
  Mono<Long> add(long uid, BankRate rate, BigDecimal amount) {
    return database
        .sql("select nextval('top_up_numbers')")
        .mapValue(Long.class)
        .one()
        .flatMap(
            number ->
                database
                    .sql(
                        """
                        insert into top_ups (uid, coin_id, amount, currency, rate, reference,
                          expires_at)
                        select :uid, :coin, :amount, :currency, :rate, :reference,
                          clock_timestamp() + make_interval(secs => :life)
                        where :most > (
                          select count(*) from top_ups t
                          where t.uid = :uid and t.expires_at > clock_timestamp()
                            and not exists (select from bank_lines l where l.top_up_id = t.id))
                        returning id
                        """)
                    .bind("uid", uid)
                    .bind("coin", rate.coin().id())
                    .bind("amount", amount)
                    .bind("currency", rate.currency())
                    .bind("rate", rate.rate())
                    .bind("reference", CreditorReference.of(number))
                    .bind("life", (double) properties.topUpLife().toSeconds())
                    .bind("most", MOST_OPEN)
                    .mapValue(Long.class)
                    .one());
  }

  /** A person's latest, newest first. */
  Flux<TopUp> of(long uid, int limit) {
    return database
        .sql(SELECT + "where t.uid = :uid order by t.id desc limit :limit")
        .bind("uid", uid)
        .bind("limit", limit)
        .mapProperties(TopUp.class)
        .all();
  }

  public Mono<TopUp> find(long id) {
    return database
        .sql(SELECT + "where t.id = :id")
        .bind("id", id)
        .mapProperties(TopUp.class)
        .one();
  }
}
