package io.berth.did.app;

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
  private final DatabaseClient database;

  Approvals(AppProperties properties, DatabaseClient database) {
    this.properties = properties;
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

  /** Approves an app that its developers created, where the settings approve all. */
  public Mono<Void> begin(String appId) {
    return set(appId, properties.approvesAtOnce());
  }

  public Mono<Void> set(String appId, boolean approved) {
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
