package io.berth.callback.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.api.order.OrderEvent;
import io.berth.callback.FakeMerchant;
import io.berth.callback.TestOrders;
import io.berth.callback.endpoint.EndpointProperties;
import io.berth.callback.schedule.ScheduleProperties;
import io.berth.service.json.BerthJson;
import io.berth.test.postgres.Migrations;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Tests the partitions of deliveries, on a database that was there before them. */
@BerthServers(postgres = "berth_callback")
class DeliveryMonthsIntegrationTests {

  private static final String LOCATION = "classpath:db/callback";
  private static final Duration MAX_WAIT = Duration.ofSeconds(20);

  private final FakeMerchant merchant = new FakeMerchant();
  private List<OrderEvent> before = List.of();
  private TestDatabase database;
  private ServiceInstance instance;

  /** Deliveries of this month's orders were there before the partitions. */
  @BeforeEach
  void upgrade(TestDatabase database) {
    this.database = database;
    database.execute(
        """
        drop schema public cascade;
        create schema public authorization %s;
        grant usage on schema public to public;
        """
            .formatted(database.details().ownerRole()));
    Migrations.applyUpTo(database, LOCATION, "61");
    before = List.of(TestOrders.paid("game", "before1"), TestOrders.paid("game", "before2"));
    before.forEach(this::insertWithoutMonth);
    Migrations.apply(database, LOCATION);
    ServiceInstance.APPS.clear();
    ServiceInstance.register(TestOrders.app("game", "paper", merchant.url("/callback")));
    Binder defaults = new Binder(new MapConfigurationPropertySource());
    instance =
        new ServiceInstance(
            database,
            defaults.bindOrCreate("berth.callback", EndpointProperties.class),
            defaults.bindOrCreate("berth.callback", ScheduleProperties.class));
  }

  @AfterEach
  void close() {
    instance.close();
    merchant.close();
  }

  private void insertWithoutMonth(OrderEvent event) {
    database.execute(
        """
        with fresh as (
          insert into deliveries (event_id, order_id, app_id, trade_no, event, request_id, due_at,
                                  state, finished_at)
          values ('%s', %s, 'game', '%s', '%s', 'r', now(), 'DELIVERED', now()) returning id)
        insert into attempts (delivery_id, number, lease, target, started_at)
        select id, 1, gen_random_uuid(), '', now() from fresh
        """
            .formatted(
                event.eventId(),
                event.order().id(),
                event.order().tradeNo(),
                BerthJson.mapper().writeValueAsString(event)));
  }

  private @Nullable String query(String sql) {
    return database.query(sql).getFirst();
  }

  private @Nullable String partition(OrderEvent event) {
    return query(
        "select tableoid::regclass from deliveries where event_id = '" + event.eventId() + "'");
  }

  private static String name(Instant moment) {
    return "deliveries_"
        + moment
            .atOffset(ZoneOffset.UTC)
            .format(DateTimeFormatter.ofPattern("yyyyMM", Locale.ROOT));
  }

  private static Instant months(int later) {
    return Instant.now().atOffset(ZoneOffset.UTC).withDayOfMonth(15).plusMonths(later).toInstant();
  }

  /** As if there had been partitions for some months. */
  private void partitionsSince(int months) {
    database.execute(
        """
        do $$
        declare
          start constant integer := order_month(order_id_at(now())) + %s;
        begin
          if start < (select first from delivery_months) then
            alter table deliveries detach partition deliveries_old;
            alter table attempts detach partition attempts_old;
            execute format('alter table deliveries attach partition deliveries_old'
                           ' for values from (minvalue) to (%%s)', start::bigint << 40);
            execute format('alter table attempts attach partition attempts_old'
                           ' for values from (minvalue) to (%%s)', start::bigint << 40);
            update delivery_months set first = start;
          end if;
        end $$
        """
            .formatted(months));
    instance.months.make().block(MAX_WAIT);
  }

  @Test
  void anEventIsOneDeliveryWhateverItsPartition() throws Exception {
    OrderEvent later = TestOrders.paid("game", "later", months(2));
    assertThat(instance.leaveToAll(before.getFirst())).as("known from before").isZero();
    assertThat(partition(before.getFirst())).isEqualTo("deliveries_old");
    assertThat(instance.leaveToAll(later, later)).isEqualTo(1);
    assertThat(instance.leaveToAll(later)).isZero();
    assertThat(partition(later)).isEqualTo(name(months(2)));

    try (Connection service = database.asApp()) {
      for (String wrong :
          List.of(
              "'1-1', %s".formatted(later.order().id()),
              "'%1$s-1', %1$s".formatted(before.getFirst().order().id()))) {
        assertThatThrownBy(
                () ->
                    service
                        .createStatement()
                        .execute(
                            "insert into deliveries (id, event_id, order_id, app_id, trade_no, event, request_id, due_at)"
                                + " values (next_delivery_id(%s), %s, 'game', 't', '{}', 'r', now())"
                                    .formatted(later.order().id(), wrong)))
            .hasMessageContaining("check constraint");
      }
    }
    instance.months.measure().block(MAX_WAIT);
    assertThat(instance.meters.get("berth.partitions.ahead").gauge().value()).isEqualTo(4);
  }

  @Test
  void aMonthIsDroppedWhenAllOfItIsOld() throws Exception {
    partitionsSince(-4);
    OrderEvent old = TestOrders.paid("game", "old", months(-4));
    OrderEvent held = TestOrders.paid("game", "held", months(-3));
    OrderEvent recent = TestOrders.paid("game", "recent", months(-2));
    instance.leaveToAll(old, held, recent);
    database.execute(
        "insert into attempts (delivery_id, number, lease, target, started_at)"
            + " select id, 1, gen_random_uuid(), '', now() from deliveries where trade_no = 'old'");
    finished(old, "40 days");
    finished(recent, "9 days");
    assertThat(partition(old)).isEqualTo(name(months(-4)));

    try (Connection reader = database.asOwner()) {
      reader.setAutoCommit(false);
      reader.createStatement().executeQuery("select count(*) from deliveries").close();
      assertThat(instance.months.dropOld().block(MAX_WAIT)).as("nobody waits for long").isNull();
      reader.rollback();
    }
    assertThat(instance.months.dropOld().block(MAX_WAIT)).isEqualTo(1);
    assertThat(query("select to_regclass('%s')".formatted(name(months(-4))))).isNull();
    assertThat(partition(held)).as("it is still to be sent").isEqualTo(name(months(-3)));
    assertThat(instance.months.dropOld().block(MAX_WAIT)).isNull();

    assertThat(instance.leaveToAll(old, old)).as("its event comes late").isEqualTo(1);
    assertThat(partition(old)).isEqualTo("deliveries_old");
    finished(held, "31 days");
    assertThat(instance.months.dropOld().block(MAX_WAIT)).isEqualTo(1);
    assertThat(partition(recent)).isEqualTo(name(months(-2)));
    finished(recent, "1 day");
    try (Connection service = database.asApp()) {
      service.createStatement().execute("select drop_old_delivery_months('0 days')");
      assertThat(partition(recent)).as("never within 8 days").isEqualTo(name(months(-2)));
      assertThatThrownBy(() -> service.createStatement().execute("drop table " + name(months(-2))))
          .hasMessageContaining("must be owner");
    }
  }

  private void finished(OrderEvent event, String ago) {
    database.execute(
        "update deliveries set state = 'DELIVERED', finished_at = now() - interval '%s'"
                .formatted(ago)
            + " where event_id = '"
            + event.eventId()
            + "'");
  }
}
