package io.berth.pay.order;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.order.Order;
import io.berth.api.order.PaymentCommand.ReadHistory;
import io.berth.api.order.PaymentOutcome;
import io.berth.dialect.api.App;
import io.berth.pay.access.Access;
import io.berth.pay.access.Refused;
import io.berth.pay.coin.Coins;
import io.berth.pay.identity.Parties;
import io.berth.service.command.CommandHandler;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lists orders of an app or of one of its users, in pages. */
@Component
class ReadHistoryHandler implements CommandHandler<ReadHistory> {

  private static final int MOST = 20;

  private final Access access;
  private final Parties parties;
  private final DatabaseClient database;
  private final OrderRows rows;
  private final Coins coins;

  ReadHistoryHandler(
      Access access, Parties parties, DatabaseClient database, OrderRows rows, Coins coins) {
    this.coins = coins;
    this.access = access;
    this.parties = parties;
    this.database = database;
    this.rows = rows;
  }

  @Override
  public Mono<Outcome> handle(ReadHistory command, Caller caller) {
    App app = access.app(caller);
    if (command.limit() < 1 || command.limit() > MOST || command.offset() < 0) {
      throw Refused.because(ErrorCode.BAD_PARAMETER, "limit is 1 to 20, offset at least 0");
    }
    return user(app, command, caller).flatMap(uid -> read(app, command, uid.orElse(null)));
  }

  /** The user whose orders are listed: a client's own, for a server any user's or all users'. */
  private Mono<Optional<Long>> user(App app, ReadHistory command, Caller caller) {
    return switch (caller.kind()) {
      case CLIENT, PAGE ->
          parties.find(app, new Subject.Self(), caller).map(party -> Optional.of(party.uid()));
      case SERVER -> {
        Subject subject = command.user();
        yield subject == null
            ? Mono.just(Optional.empty())
            : parties.find(app, subject, caller).map(party -> Optional.of(party.uid()));
      }
      case CONSOLE, SERVICE, OPERATOR ->
          Refused.ifEmpty(ErrorCode.NO_PERMISSION, "not for " + caller.kind());
    };
  }

  private Mono<Outcome> read(App app, ReadHistory command, @Nullable Long uid) {
    String code = command.coin();
    return code == null
        ? read(command, new Conditions(app, command, uid, null))
        : coins
            .byCode(code)
            .flatMap(coin -> read(command, new Conditions(app, command, uid, coin.id())))
            .switchIfEmpty(Mono.fromSupplier(() -> new PaymentOutcome.OrderPage(0, List.of())));
  }

  /** One statement, hence one snapshot: what is counted is what is listed. */
  private Mono<Outcome> read(ReadHistory command, Conditions conditions) {
    return conditions
        .bind(database.sql(page(conditions)))
        .bind("offset", (long) command.offset())
        .bind("limit", command.limit())
        .map(row -> new Row(total(row), row.get("id") == null ? null : rows.order(row)))
        .all()
        .collectList()
        .map(
            found ->
                new PaymentOutcome.OrderPage(
                    found.getFirst().total(),
                    found.stream().map(Row::order).filter(Objects::nonNull).toList()));
  }

  private static String page(Conditions conditions) {
    return "select h.total, "
        + OrderRows.COLUMNS
        + """
           from history_start(:app, :uid, :coin, :direction, :account, :from, :to, :offset) h
           left join lateral (
             select * from orders o
              where o.id < h.before and\s"""
        + conditions.text()
        + """
               order by o.id desc offset h.skip limit :limit) o on true
           left join coins c on c.id = o.coin_id
          order by o.id desc
          """;
  }

  /** An empty page still has its total. */
  private record Row(long total, @Nullable Order order) {}

  private static long total(Readable row) {
    return Objects.requireNonNull(row.get("total", Long.class));
  }

  /** Conditions on the orders of a page, for the page itself and for the count. */
  private static final class Conditions {
    private final StringBuilder text = new StringBuilder("o.app_id = :app");
    private final Map<String, Parameter> values = new LinkedHashMap<>();

    Conditions(App app, ReadHistory command, @Nullable Long uid, @Nullable Integer coin) {
      values.put("app", Parameters.in(app.appId()));
      and("o.uid = :uid", "uid", Long.class, uid);
      and("o.coin_id = :coin", "coin", Integer.class, coin);
      and("o.direction = :direction", "direction", String.class, name(command.direction()));
      and("o.account = :account", "account", String.class, name(command.account()));
      // The bound on the id is what leaves partitions out.
      and(
          "o.id >= order_id_at(:from) and o.created_at >= :from",
          "from",
          OffsetDateTime.class,
          at(command.from()));
      and("o.created_at < :to", "to", OffsetDateTime.class, at(command.to()));
    }

    private <T> void and(String condition, String name, Class<T> type, @Nullable T value) {
      if (value == null) {
        values.put(name, Parameters.in(type));
      } else {
        values.put(name, Parameters.in(value));
        text.append(" and ").append(condition);
      }
    }

    String text() {
      return text.toString();
    }

    GenericExecuteSpec bind(GenericExecuteSpec call) {
      return call.bindValues(values);
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
      return constant == null ? null : constant.name();
    }

    /**
     * Orders' moments are whole microseconds: one lies at or after a moment where it does at or
     * after the next whole one. Cut off instead, a nanosecond past an order would find it again.
     */
    private static @Nullable OffsetDateTime at(@Nullable Instant moment) {
      if (moment == null) {
        return null;
      }
      Instant whole = moment.truncatedTo(ChronoUnit.MICROS);
      Instant next = whole.equals(moment) ? whole : whole.plus(1, ChronoUnit.MICROS);
      return next.atOffset(ZoneOffset.UTC);
    }
  }
}
