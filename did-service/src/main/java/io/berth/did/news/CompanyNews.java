package io.berth.did.news;

import io.berth.did.subscription.NoticeTopic;
import io.berth.service.wakeup.WakeUpSignal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores news about companies until they are mailed, a day at most. */
@Repository
public final class CompanyNews {
  private final DatabaseClient database;
  private final WakeUpSignal added = new WakeUpSignal();

  CompanyNews(DatabaseClient database) {
    this.database = database;
  }

  /**
   * A mail to be written in its reader's language.
   *
   * @param appId null where the company as a whole is concerned
   * @param kind names the mail's text: {@code mail.news.<kind>}
   * @param forOperators whether operators read it; else the owners of the company
   * @param reason may be empty
   * @param page path of the page that it is about
   */
  public record News(
      String companyId,
      @Nullable String appId,
      String kind,
      boolean forOperators,
      String reason,
      String page) {}

  /** Belongs into the transaction of what happened. */
  public Mono<Void> add(News news) {
    return database
        .sql(
            """
            insert into company_news (company_id, app_id, kind, for_operators, reason, page)
            values (:companyId, :appId, :kind, :forOperators, :reason, :page)
            """)
        .bindProperties(news)
        .then();
  }

  /** Adds news about an app for the owners of its company. */
  Mono<Void> add(String appId, String kind, String reason, String page) {
    return database
        .sql(
            """
            insert into company_news (company_id, app_id, kind, for_operators, reason, page)
            select company_id, app_id, :kind, false, :reason, :page from apps where app_id = :appId
            """)
        .bind("appId", appId)
        .bind("kind", kind)
        .bind("reason", reason)
        .bind("page", page)
        .then()
        .doOnSuccess(_ -> added());
  }

  /** Has news mailed at once, when their transaction has ended; else they wait for a minute. */
  public void added() {
    added.signal();
  }

  Flux<Boolean> signals() {
    return added.signals();
  }

  /**
   * @param names of the app or company by language tag, as JSON
   * @param name id of the app or company
   */
  record Due(
      long id,
      String companyId,
      String name,
      String names,
      String kind,
      boolean forOperators,
      String reason,
      String page) {}

  /** Takes one for ten minutes, longer than its mails need; then it is to be mailed again. */
  Mono<Due> take() {
    return database
        .sql(
            """
            with due as (
              select id from company_news
              where created_at > clock_timestamp() - interval '1 day'
                and (mailing_until is null or mailing_until < clock_timestamp())
              order by id limit 1 for update skip locked)
            update company_news n set mailing_until = clock_timestamp() + interval '10 minutes'
            from due, companies c
            where n.id = due.id and c.company_id = n.company_id
            returning n.id, n.company_id, coalesce(n.app_id, n.company_id) as name,
              coalesce((select a.name from apps a where a.app_id = n.app_id), c.name)::text as names,
              n.kind, n.for_operators, n.reason, n.page
            """)
        .mapProperties(Due.class)
        .one();
  }

  Mono<Void> delete(long id) {
    return database
        .sql(
            """
            delete from company_news
            where id = :id or created_at < clock_timestamp() - interval '1 day'
            """)
        .bind("id", id)
        .then();
  }

  record Reader(long uid, String login, String language) {}

  /**
   * @param topic leaves those out who do not want it; null for what nobody can turn off
   */
  Mono<List<Reader>> readers(Due news, @Nullable NoticeTopic topic) {
    return database
        .sql(
            """
            select uid, login, coalesce(language, 'en') as language from accounts a
            where frozen_at is null
              and not exists (select from notices_off o where o.uid = a.uid and o.topic = :topic)
              and uid in (
              select uid from company_members
              where not :forOperators and company_id = :companyId and role = 'OWNER'
              union all
              select uid from operator_terms where :forOperators and ended_at is null)
            order by uid limit 100
            """)
        .bind("forOperators", news.forOperators())
        .bind("companyId", news.companyId())
        .bind("topic", topic == null ? "" : topic.name())
        .mapProperties(Reader.class)
        .all()
        .collectList();
  }
}
