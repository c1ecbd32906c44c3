package io.berth.did.payment;

import io.berth.did.subscription.NoticeTopic;
import io.berth.service.json.BerthJson;
import io.berth.service.wakeup.WakeUpSignal;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores payments that people are to be mailed about: each once, and few of an hour. */
@Repository
class PaymentNotices {

  /** Beyond that people look at their list of payments. */
  static final int PER_HOUR = 10;

  /** What cannot be mailed as fast as it comes must not fill the table. */
  private static final int MOST_WAITING = 10_000;

  private final DatabaseClient database;
  private final WakeUpSignal added = new WakeUpSignal();

  PaymentNotices(DatabaseClient database) {
    this.database = database;
  }

  /**
   * An event of an order.
   *
   * @param amount with its coin
   */
  record Paid(
      String eventId,
      long uid,
      NoticeTopic topic,
      String appId,
      long orderId,
      String amount,
      Instant at) {}

  /** Adds those that somebody wants to know of; an event that comes again changes nothing. */
  Mono<Void> add(List<Paid> events) {
    return database
        .sql(
            """
            with events as (
              select * from jsonb_to_recordset(cast(:events as jsonb)) as e (
                "eventId" text, uid bigint, topic text, "appId" text, "orderId" bigint, amount text,
                at timestamptz)),
            wanted as (
              select e.*, (select count(*) from payment_notices n
                            where n.uid = e.uid
                              and n.created_at > clock_timestamp() - interval '1 hour')
                  + row_number() over (partition by e.uid order by e.at, e."eventId") as number
              from events e join accounts a on a.uid = e.uid
              where a.login <> '' and a.frozen_at is null
                and e.at > greatest(
                  clock_timestamp() - interval '1 day', (select at from payment_notices_start))
                and not exists (
                  select from notices_off o where o.uid = e.uid and o.topic = e.topic)
                and not exists (select from payment_notices n where n.event_id = e."eventId"))
            insert into payment_notices (event_id, uid, topic, app_id, order_id, amount, last_of_hour)
            select "eventId", uid, topic, "appId", "orderId", amount, number = :perHour from wanted
            where number <= :perHour and :most > (
              select count(*) from (
                select from payment_notices where mailed_at is null limit :most) waiting)
            on conflict do nothing
            """)
        .bind("events", BerthJson.mapper().writeValueAsString(events))
        .bind("perHour", PER_HOUR)
        .bind("most", MOST_WAITING)
        .fetch()
        .rowsUpdated()
        .doOnNext(
            rows -> {
              if (rows > 0) {
                added.signal();
              }
            })
        .then();
  }

  Flux<Boolean> signals() {
    return added.signals();
  }

  /**
   * A payment to be mailed in its reader's language.
   *
   * @param names of the app by language tag, as JSON
   */
  record Due(
      long id,
      String eventId,
      long uid,
      String topic,
      String appId,
      long orderId,
      String amount,
      boolean lastOfHour,
      String login,
      String language,
      String names) {}

  /** Takes some for ten minutes, longer than their mails need; then they are to be mailed again. */
  Flux<Due> take(int limit) {
    return database
        .sql(
            """
            with due as (
              select id from payment_notices
              where mailed_at is null and created_at > clock_timestamp() - interval '1 day'
                and (mailing_until is null or mailing_until < clock_timestamp())
              order by id limit :limit for update skip locked)
            update payment_notices n set mailing_until = clock_timestamp() + interval '10 minutes'
            from due, accounts a
            where n.id = due.id and a.uid = n.uid
            returning n.id, n.event_id, n.uid, n.topic, n.app_id, n.order_id, n.amount,
              n.last_of_hour, coalesce(a.login, '') as login, coalesce(a.language, 'en') as language,
              coalesce((select p.name from apps p where p.app_id = n.app_id), '{}')::text as names
            """)
        .bind("limit", limit)
        .mapProperties(Due.class)
        .all();
  }

  Mono<Void> mailed(Due due) {
    return database
        .sql("update payment_notices set mailed_at = clock_timestamp() where id = :id")
        .bind("id", due.id())
        .then();
  }
}
