package io.berth.did.subscription;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores which emails people have turned off. */
@Repository
public final class Subscriptions {
  private final DatabaseClient database;

  Subscriptions(DatabaseClient database) {
    this.database = database;
  }

  /** Topics that a person is mailed about. */
  public Mono<Set<NoticeTopic>> of(long uid) {
    return database
        .sql("select topic from notices_off where uid = :uid")
        .bind("uid", uid)
        .mapValue(String.class)
        .all()
        .map(NoticeTopic::valueOf)
        .collect(() -> EnumSet.allOf(NoticeTopic.class), Set::remove);
  }

  /** Whether a person owns a company, and gets the emails of owners. */
  public Mono<Boolean> ownsCompany(long uid) {
    return database
        .sql("select exists (select from company_members where uid = :uid and role = 'OWNER')")
        .bind("uid", uid)
        .mapValue(Boolean.class)
        .one();
  }

  /**
   * Turns topics on or off.
   *
   * @param shown topics that the person has decided about
   * @param wanted those that are on from now on
   */
  public Mono<Void> choose(
      long uid, Collection<NoticeTopic> shown, Collection<NoticeTopic> wanted) {
    return database
        .sql(
            """
            with back as (
              delete from notices_off where uid = :uid and topic = any (:wanted))
            insert into notices_off (uid, topic)
            select :uid, topic from unnest(:shown) as topic where topic <> all (:wanted)
            on conflict do nothing
            """)
        .bind("uid", uid)
        .bind("shown", names(shown))
        .bind("wanted", names(wanted))
        .then();
  }

  private static String[] names(Collection<NoticeTopic> topics) {
    return topics.stream().map(NoticeTopic::name).toArray(String[]::new);
  }
}
