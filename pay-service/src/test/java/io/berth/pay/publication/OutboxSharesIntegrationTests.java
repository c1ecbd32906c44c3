package io.berth.pay.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.pay.PayDatabase;
import io.berth.pay.order.OrderRows;
import io.berth.service.sql.UnpooledConnection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class OutboxSharesIntegrationTests {

  private static final Duration MAX_WAIT = Duration.ofSeconds(20);
  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final int SHARDS = 8;
  private static final PayDatabase DATABASE = PayDatabase.fresh();

  private final UnpooledConnection connections = new UnpooledConnection(DATABASE.connections());
  private final OutboxRows rows = new OutboxRows(new OrderRows());
  private final Set<Long> published = ConcurrentHashMap.newKeySet();
  private final List<OutboxRelay> relays = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final UUID dead = UUID.randomUUID();
  private long order = 8_000_000;

  @BeforeEach
  void nobodyServes() {
    DATABASE.corrupt(
        "update outbox_shards set owner = null, until = '-infinity'; delete from outbox_relays;"
            + " delete from outbox; insert into coins (id, code, decimals) values"
            + " (1, 'usdt', 6) on conflict do nothing");
  }

  @AfterEach
  void stop() {
    relays.forEach(OutboxRelay::stop);
    awaitShares();
  }

  @Test
  void relaysShareTheShardsEvenlyAndTakeThoseOfTheStopped() {
    OutboxRelay first = started();
    awaitShares(8L);
    OutboxRelay second = started();
    awaitShares(4L, 4L);
    started();
    awaitShares(2L, 3L, 3L);
    first.stop();
    awaitShares(4L, 4L);
    second.stop();
    awaitShares(8L);
  }

  /** One that hangs or lost its machine never says so. */
  @Test
  void theShardsOfADeadRelayAreTakenWhenItsLeaseEnds() {
    connections.once(connection -> rows.share(connection, dead, LEASE, Set.of())).block(MAX_WAIT);
    started();
    awaitShares(8L);
  }

  /** The fault was seen after rolling restarts: one shard was locked and not served. */
  @Test
  void everyShardIsServedHoweverRelaysComeAndGo() {
    Random random = new Random(20261129);
    for (int round = 0; round < 40; round++) {
      if (relays.isEmpty() || relays.size() < 4 && random.nextBoolean()) {
        started();
      } else {
        relays.remove(random.nextInt(relays.size())).stop();
      }
      if (random.nextInt(4) == 0) {
        breakConnections();
      }
      if (round % 5 == 4 && !relays.isEmpty()) {
        awaitEveryShardIsServed("round " + round);
      }
    }
  }

  /** Events come all the time, so that the relay always finds some. */
  @Test
  void aRelayThatIsNeverIdleSharesAllTheSame() {
    started();
    awaitShares(8L);
    Disposable writing =
        Flux.interval(Duration.ofMillis(5))
            .onBackpressureDrop()
            .concatMap(tick -> write(tick % SHARDS))
            .subscribe();
    try {
      started();
      awaitShares(4L, 4L);
    } finally {
      writing.dispose();
    }
  }

  @Test
  void shardsWithoutAServerAreMeasured() {
    OutboxMetrics metrics = new OutboxMetrics(DATABASE.client(), meters);
    write(3).block(MAX_WAIT);
    metrics.measure().block(MAX_WAIT);
    assertThat(meters.get("berth.outbox.unserved").gauge().value()).isEqualTo(SHARDS);
    assertThat(meters.get("berth.outbox.oldest").gauge().value()).isPositive();
    started();
    awaitShares(8L);
    await()
        .atMost(MAX_WAIT)
        .untilAsserted(
            () -> {
              metrics.measure().block(MAX_WAIT);
              assertThat(meters.get("berth.outbox.unserved").gauge().value()).isZero();
              assertThat(meters.get("berth.outbox.oldest").gauge().value()).isZero();
            });
  }

  @Test
  void endedOrdersAreCountedByKindStatusAndCoin() {
    write(1).then(write(2)).block(MAX_WAIT);
    started();
    await()
        .atMost(MAX_WAIT)
        .untilAsserted(
            () ->
                assertThat(
                        Stream.of("ended", "amount", "commission")
                            .map(name -> meters.find("berth.orders." + name))
                            .map(found -> found.tags("kind", "payment", "status", "paid"))
                            .map(found -> found.tag("coin", "usdt").counter())
                            .map(counter -> counter == null ? 0 : counter.count()))
                    .containsExactly(2.0, 2.0, 0.0));
  }

  /** The next look is a minute away here. */
  @Test
  void whatKafkaRefusedIsPublishedAgainSoonThoughNothingSignals() {
    AtomicInteger tries = new AtomicInteger();
    Long written = write(5).block(MAX_WAIT);
    started(
        Duration.ofMinutes(1),
        event ->
            Mono.fromRunnable(
                () -> {
                  if (tries.incrementAndGet() <= 2) {
                    throw new IllegalStateException("no broker");
                  }
                  published.add(event.order().id());
                }));
    await().atMost(MAX_WAIT).until(() -> published.contains(written));
    assertThat(tries).hasValue(3);
  }

  private void awaitEveryShardIsServed(String when) {
    Set<Long> written =
        IntStream.range(0, SHARDS)
            .mapToObj(shard -> write(shard).block(MAX_WAIT))
            .collect(Collectors.toSet());
    await(when).atMost(MAX_WAIT).until(() -> published.containsAll(written));
  }

  private synchronized Mono<Long> write(long shard) {
    order += SHARDS;
    long id = order + shard;
    return DATABASE
        .client()
        .sql(
            """
            with made as (
              insert into orders (id, app_id, trade_no, uid, coin_id, amount, cut, direction,
                                  account, status, settled_at, version)
              select order_id_at(now()) / 8 * 8 + :id % 8 + :id * 8, 'app', :id::text, 1, 1, 1, 0,
                     'USER_TO_APP', 'COIN', 'PAID', now(), 1
              returning id)
            insert into outbox (order_id, version, kind, request_id)
            select id, 1, 'SETTLED', 'request-1' from made returning order_id
            """)
        .bind("id", id)
        .map(row -> row.get("order_id", Long.class))
        .one();
  }

  private static void breakConnections() {
    DATABASE.corrupt(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
            + " and application_name = '"
            + OutboxRelay.NAME
            + "'");
  }

  private static void awaitShares(Long... shares) {
    await()
        .atMost(MAX_WAIT)
        .until(
            () ->
                DATABASE
                    .client()
                    .sql(
                        "select count(*) as shards from outbox_shards"
                            + " where until >= clock_timestamp() group by owner order by 1")
                    .map(row -> row.get("shards", Long.class))
                    .all()
                    .collectList()
                    .onErrorReturn(List.of(-1L))
                    .block(MAX_WAIT)
                    .equals(List.of(shares)));
  }

  private OutboxRelay started() {
    return started(
        Duration.ofMillis(50), event -> Mono.fromRunnable(() -> published.add(event.order().id())));
  }

  private OutboxRelay started(Duration poll, OrderTopic topic) {
    OutboxProperties properties =
        new OutboxProperties(poll, 100, Duration.ofDays(7), Duration.ofMinutes(10), 3, LEASE);
    OutboxRelay relay = new OutboxRelay(connections, rows, topic, properties, meters);
    relay.start();
    relays.add(relay);
    return relay;
  }
}
