package io.berth.callback.inquiry;

import io.berth.api.delivery.DeliveryOutcome;
import io.berth.api.delivery.DeliveryOutcome.Overview;
import io.berth.callback.endpoint.Endpoints;
import io.berth.dialect.api.App;
import io.berth.dialect.callback.Callbacks;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Summarizes the callbacks of an app. */
@Repository
public class CallbackOverviews {

  private static final String COUNTS =
      """
      select (select count(*) from (
                select from deliveries d where d.app_id = :app and d.state = 'PENDING'
                limit :most) as waiting) as pending,
             (select count(*) from (
                select from deliveries d where d.app_id = :app and %s
                limit :most) as failing) as failed,
             (select count(distinct order_id) from (
                select d.order_id from deliveries d where d.app_id = :app and %s
                limit :most) as orders) as unacknowledged
      """
          .formatted(DeliverySearch.FAILED, DeliverySearch.UNACKNOWLEDGED);

  private static final String LATEST_TARGET =
      """
      select event::jsonb -> 'order' -> 'attributes' ->> :attribute as target from deliveries
      where app_id = :app order by order_id desc, id desc limit 1
      """;

  private record Counts(long pending, long failed, long unacknowledged) {}

  private final DatabaseClient database;
  private final EndpointViews views;
  private final Endpoints endpoints;

  CallbackOverviews(DatabaseClient database, EndpointViews views, Endpoints endpoints) {
    this.database = database;
    this.views = views;
    this.endpoints = endpoints;
  }

  Mono<DeliveryOutcome> overview(App app, Callbacks callbacks) {
    return Mono.zip(
            counts(app.appId()),
            latestTarget(app.appId(), callbacks),
            views.of(app.appId()).collectList())
        .map(all -> overview(app, callbacks, all.getT1(), all.getT2().orElse(null), all.getT3()));
  }

  private DeliveryOutcome overview(
      App app,
      Callbacks callbacks,
      Counts counts,
      @Nullable String latest,
      List<DeliveryOutcome.Endpoint> called) {
    return new Overview(
        counts.pending(),
        counts.failed(),
        counts.unacknowledged(),
        app.links().callbackUrl(),
        callbacks.targetAttribute() != null,
        latest,
        callbacks.acknowledgement(),
        called,
        endpoints.concurrency());
  }

  private Mono<Counts> counts(String appId) {
    return database
        .sql(COUNTS)
        .bind("app", appId)
        .bind("most", DeliveryOutcome.MOST_COUNTED)
        .mapProperties(Counts.class)
        .one();
  }

  /** Where the app's latest order asked to be called back, if its dialect has orders say so. */
  public Mono<Optional<String>> latestTarget(String appId, Callbacks callbacks) {
    String attribute = callbacks.targetAttribute();
    return attribute == null
        ? Mono.just(Optional.empty())
        : database
            .sql(LATEST_TARGET)
            .bind("app", appId)
            .bind("attribute", attribute)
            .map(row -> Optional.ofNullable(row.get("target", String.class)))
            .one()
            .defaultIfEmpty(Optional.empty());
  }
}
