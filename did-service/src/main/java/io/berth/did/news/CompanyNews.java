package io.berth.did.news;

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

  record Reader(String login, String language) {}

  Mono<List<Reader>> readers(Due news) {
    return database
        .sql(
            """
            select login, coalesce(language, 'en') as language from accounts
            where frozen_at is null and uid in (
              select uid from company_members
              where not :forOperators and company_id = :companyId and role = 'OWNER'
              union all
              select uid from operator_terms where :forOperators and ended_at is null)
            order by uid limit 100
            """)
        .bind("forOperators", news.forOperators())
        .bind("companyId", news.companyId())
        .mapProperties(Reader.class)
        .all()
        .collectList();
  }
}
