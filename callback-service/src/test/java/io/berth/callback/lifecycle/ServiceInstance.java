package io.berth.callback.lifecycle;

import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.api.app.AppRecord;
import io.berth.api.delivery.DeliveryEvent;
import io.berth.api.order.OrderEvent;
import io.berth.callback.HastyDialect;
import io.berth.callback.PaperDialect;
import io.berth.callback.delivery.AcknowledgementCheck;
import io.berth.callback.delivery.AttemptSender;
import io.berth.callback.delivery.DeliveryDispatcher;
import io.berth.callback.delivery.DeliveryMetrics;
import io.berth.callback.delivery.DeliveryPlanner;
import io.berth.callback.delivery.DeliveryProperties;
import io.berth.callback.delivery.DueDeliveryPoller;
import io.berth.callback.endpoint.EndpointProperties;
import io.berth.callback.endpoint.Endpoints;
import io.berth.callback.ingest.DeliveryIngest;
import io.berth.callback.ingest.NewDeliveries;
import io.berth.callback.ingest.NewDelivery;
import io.berth.callback.result.AttemptResults;
import io.berth.callback.result.DeliveryResultPublisher;
import io.berth.callback.result.ResultOutbox;
import io.berth.callback.schedule.AppConcurrency;
import io.berth.callback.schedule.Deliveries;
import io.berth.callback.schedule.ScheduleProperties;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.App;
import io.berth.service.json.BerthJson;
import io.berth.service.outbound.AddressRules;
import io.berth.service.outbound.MerchantClient;
import io.berth.service.retention.DeletedRows;
import io.berth.service.sql.UnpooledConnection;
import io.berth.service.trace.AccessLog;
import io.berth.service.trace.AccessLogProperties;
import io.berth.service.trace.Tracing;
import io.berth.service.trace.TracingProperties;
import io.berth.service.wakeup.PostgresListener;
import io.berth.service.wakeup.WakeUpSignal;
import io.berth.test.postgres.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** One instance of the service without Kafka and Spring: several work on one database. */
final class ServiceInstance implements AutoCloseable {

  static final Map<String, App> APPS = new ConcurrentHashMap<>();

  private static final Tracing TRACING = new Tracing(new TracingProperties(null, 0, false), "test");

  final List<DeliveryEvent> published = new CopyOnWriteArrayList<>();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final DatabaseClient sql;
  final Deliveries deliveries;
  final AttemptResults results;
  final NewDeliveries newDeliveries;
  final DeliveryIngest ingest;
  final DueDeliveryPoller poller;
  final AppConcurrency concurrency;
  final DeliveryResultPublisher publisher;
  final DeliveryMaintenance maintenance;
  final DeliveryMonths months;
  final WakeUpSignal wakeUp = new WakeUpSignal();
  final PostgresListener notifications;
  final DeliveryPlanner planner;
  volatile boolean brokerAway;

  private final ConnectionPool pool;
  private final LoopResources loops = LoopResources.create("instance", 1, true);
  private final MerchantClient client;
  private final List<Disposable> running = new ArrayList<>();

  ServiceInstance(
      TestDatabase database, EndpointProperties endpointProperties, ScheduleProperties properties) {
    ConnectionFactoryOptions options =
        ConnectionFactoryOptions.parse(database.details().r2dbcUrl())
            .mutate()
            .option(ConnectionFactoryOptions.USER, database.details().appRole())
            .option(ConnectionFactoryOptions.PASSWORD, database.details().appPassword())
            .option(PostgresqlConnectionFactoryProvider.FORCE_BINARY, true)
            .build();
    pool =
        new ConnectionPool(
            ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                .maxSize(5)
                .initialSize(1)
                .build());
    sql = DatabaseClient.create(pool);
    client =
        new MerchantClient(
            new AddressRules(true),
            loops,
            endpointProperties.request().connect(),
            endpointProperties.request().response(),
            endpointProperties.request().total());
    Endpoints endpoints =
        new Endpoints(
            endpointProperties.concurrency().endpoint(),
            endpointProperties.breaker().failures(),
            endpointProperties.breaker().open());
    concurrency = new AppConcurrency(properties);
    deliveries = new Deliveries(sql);
    results = new AttemptResults(sql);
    newDeliveries = new NewDeliveries(sql);
    planner =
        new DeliveryPlanner(
            APPS::get,
            new Dialects(List.of(new PaperDialect(), new HastyDialect())),
            endpoints,
            TRACING);
    AccessLog accessLog =
        new AccessLog(new AccessLogProperties(0), TRACING, Clock.systemUTC(), meters);
    DeliveryMetrics metrics = new DeliveryMetrics(meters, endpoints, concurrency, accessLog);
    publisher = new DeliveryResultPublisher(new ResultOutbox(sql), this::publish);
    maintenance = new DeliveryMaintenance(sql, new DeletedRows(meters), properties);
    months = new DeliveryMonths(sql, properties, meters);
    notifications = new PostgresListener(new UnpooledConnection(pool), Deliveries.CHANNEL, wakeUp);
    AttemptSender attempts =
        new AttemptSender(
            results,
            client,
            endpoints,
            new AcknowledgementCheck(new DeliveryProperties(Duration.ofHours(1))),
            publisher,
            wakeUp,
            metrics);
    DeliveryDispatcher dispatch =
        new DeliveryDispatcher(deliveries, attempts, concurrency, endpoints, wakeUp, properties);
    ingest =
        new DeliveryIngest(
            newDeliveries, planner, concurrency, dispatch, wakeUp, accessLog, properties);
    poller = new DueDeliveryPoller(deliveries, planner, concurrency, dispatch, wakeUp, properties);
  }

  static void migrate(TestDatabase database) {
    Flyway.configure()
        .dataSource(
            database.details().jdbcUrl(),
            database.details().ownerRole(),
            database.details().ownerPassword())
        .locations("classpath:db/callback")
        .placeholders(Map.of("runtime_role", database.details().appRole()))
        .load()
        .migrate();
  }

  static void register(AppRecord app) {
    APPS.put(
        app.appId(),
        new App(
            app.appId(),
            app.dialect(),
            new AppProfile(
                app.profile().version(),
                app.profile().enabled(),
                app.profile().name(),
                new AppCompany(
                    app.profile().company().id(),
                    app.profile().company().enabled(),
                    app.profile().company().name())),
            new AppAccounts(app.accounts().adminUid(), app.accounts().profitUid()),
            new AppLinks(
                app.links().redirectUrls(), app.links().entry(), app.links().callbackUrl()),
            new AppPolicy(
                app.policy().scopes(),
                Set.of(),
                app.policy().coins(),
                app.policy().cutRate(),
                app.policy().dailyPayoutLimit(),
                app.policy().returnsUncapped(),
                app.policy().requireContentSha1()),
            new App.Credentials(List.of(), Map.of(), Map.of())));
  }

  private Mono<Void> publish(DeliveryEvent event) {
    return Mono.fromRunnable(
        () -> {
          if (brokerAway) {
            throw new IllegalStateException("the broker is away");
          }
          published.add(event);
        });
  }

  /** Takes events in like the listener does. */
  void takeIn(OrderEvent... events) {
    ingest.take(deliveries(events)).block(Duration.ofSeconds(10));
  }

  /** Puts deliveries on record for whoever leases them first, and says how many were new. */
  int leaveToAll(OrderEvent... events) {
    return Objects.requireNonNull(
        newDeliveries.add(deliveries(events)).block(Duration.ofSeconds(10)));
  }

  /** Claims deliveries like the listener does, and does nothing with them. */
  void takeInAndCrash(Duration lease, OrderEvent... events) {
    newDeliveries
        .add(deliveries(events), UUID.randomUUID(), lease, List.of())
        .block(Duration.ofSeconds(10));
  }

  private List<NewDelivery> deliveries(OrderEvent... events) {
    return Stream.of(events).map(this::deliveries).toList();
  }

  private NewDelivery deliveries(OrderEvent event) {
    String json = BerthJson.mapper().writeValueAsString(event);
    return new NewDelivery(event, json, planner.firstDelay(event));
  }

  ServiceInstance works() {
    running.add(poller.work().subscribe());
    running.add(notifications.listen().subscribe());
    running.add(
        Flux.interval(Duration.ofMillis(20))
            .onBackpressureDrop()
            .concatMap(tick -> publisher.note())
            .subscribe());
    return this;
  }

  void round() {
    poller.round().block(Duration.ofSeconds(10));
  }

  @Override
  public void close() {
    running.forEach(Disposable::dispose);
    client.close();
    pool.disposeLater().block(Duration.ofSeconds(5));
    loops.dispose();
  }
}
