package io.berth.did.launch;

import io.berth.api.launch.LaunchState;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Finds changes of launch states that nobody has been mailed about, and who is to be. */
@Repository
class LaunchNews {
  private final DatabaseClient database;

  LaunchNews(DatabaseClient database) {
    this.database = database;
  }

  /**
   * @param names of the app by language tag, as JSON
   * @param reason empty where none was given
   */
  record News(
      long id,
      String appId,
      String names,
      LaunchState fromState,
      LaunchState toState,
      String reason) {}

  /**
   * Takes a change for ten minutes, longer than its mails need; then it is to be mailed again. What
   * could not be mailed for a day is given up.
   */
  Mono<News> take() {
    return database
        .sql(
            """
            with due as (
              select id from launch_changes
              where notified_at is null and changed_at > clock_timestamp() - interval '1 day'
                and (mailing_until is null or mailing_until < clock_timestamp())
              order by id limit 1 for update skip locked)
            update launch_changes c set mailing_until = clock_timestamp() + interval '10 minutes'
            from due, apps a where c.id = due.id and a.app_id = c.app_id
            returning c.id, c.app_id, a.name::text as names, c.from_state, c.to_state, c.reason
            """)
        .map(
            row ->
                new News(
                    row.get("id", Long.class),
                    row.get("app_id", String.class),
                    row.get("names", String.class),
                    LaunchState.valueOf(row.get("from_state", String.class)),
                    LaunchState.valueOf(row.get("to_state", String.class)),
                    row.get("reason", String.class)))
        .one();
  }

  Mono<Void> markNotified(long id) {
    return database
        .sql("update launch_changes set notified_at = clock_timestamp() where id = :id")
        .bind("id", id)
        .then();
  }

  /**
   * @param owner whether they own the app's company; else they run the platform
   */
  record Reader(String login, String language, boolean owner) {}

  Mono<List<Reader>> readers(String appId) {
    return database
        .sql(
            """
            with owners as (
              select m.uid from company_members m join apps a on a.company_id = m.company_id
              where a.app_id = :appId and m.role = 'OWNER')
            select a.login, coalesce(a.language, 'en') as language,
              a.uid in (select uid from owners) as owner
            from accounts a
            where a.frozen_at is null and a.uid in (select uid from owners
              union select uid from operator_terms where ended_at is null)
            order by a.uid limit 100
            """)
        .bind("appId", appId)
        .mapProperties(Reader.class)
        .all()
        .collectList();
  }
}
