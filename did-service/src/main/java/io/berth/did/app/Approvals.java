package io.berth.did.app;

import io.berth.api.launch.LaunchState;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores which apps an operator or the platform's settings approved. */
@Repository
public final class Approvals {
  private final AppProperties properties;
  private final AppPublisher publisher;
  private final DatabaseClient database;

  Approvals(AppProperties properties, AppPublisher publisher, DatabaseClient database) {
    this.properties = properties;
    this.publisher = publisher;
    this.database = database;
  }

  /** Whether an app still has the terms of the trial. */
  public boolean isOnTrial(Collection<Integer> scopes, Collection<String> coins) {
    return coins.isEmpty() && Set.copyOf(scopes).equals(Set.copyOf(properties.trialScopes()));
  }

  /** Scopes of an approved app, unless an operator decides otherwise. */
  public List<Integer> usualScopes() {
    return properties.scopes();
  }

  public List<String> usualCoins() {
    return properties.coins();
  }

  /** Scopes of an app that its developers create. */
  public List<Integer> firstScopes() {
    return properties.firstScopes();
  }

  public List<String> firstCoins() {
    return properties.firstCoins();
  }

  /** State of an app that its developers create. */
  public LaunchState firstState() {
    return properties.firstState();
  }

  /** Notes whether an app that its developers created waits for an operator. */
  public Mono<Void> begin(String appId) {
    return set(appId, properties.approvesAtOnce());
  }

  /** Approves an app, which is accepted with it where it was in test and its terms are agreed. */
  public Mono<Void> approve(String appId) {
    return set(appId, true)
        .then(
            database
                .sql(
                    """
                    update apps set state = 'ACCEPTED'
                    where app_id = :appId and state = 'IN_TEST' and exists (
                      select from app_terms t
                      where t.app_id = apps.app_id and t.state = 'IN_FORCE')
                    """)
                .bind("appId", appId)
                .fetch()
                .rowsUpdated())
        .flatMap(accepted -> accepted > 0 ? publisher.publish(appId) : Mono.<Void>empty());
  }

  private Mono<Void> set(String appId, boolean approved) {
    return database
        .sql("update apps set approved = :approved where app_id = :appId")
        .bind("appId", appId)
        .bind("approved", approved)
        .then();
  }

  public Mono<Boolean> of(String appId) {
    return database
        .sql("select approved from apps where app_id = :appId")
        .bind("appId", appId)
        .mapValue(Boolean.class)
        .one();
  }
}
