package io.berth.pay.order;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.PayCommand.ReadHistory;
import io.berth.api.Subject;
import io.berth.dialect.App;
import io.berth.pay.access.Access;
import io.berth.pay.access.Refused;
import io.berth.pay.identity.Parties;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lists of orders. */
@Component
class History {

  private static final int MOST = 20;

  private final Access access;
  private final Parties parties;
  private final DatabaseClient database;
  private final OrderRows rows;

  History(Access access, Parties parties, DatabaseClient database, OrderRows rows) {
    this.access = access;
    this.parties = parties;
    this.database = database;
    this.rows = rows;
  }

  Mono<Outcome> read(ReadHistory command, Caller caller) {
    App app = access.app(caller);
    if (command.limit() < 1 || command.limit() > MOST || command.offset() < 0) {
      throw Refused.because(ErrorCode.BAD_PARAMETER, "limit is 1 to 20, offset at least 0");
    }
    return user(app, command, caller)
        .flatMap(uid -> read(filter(app, command, uid.orElse(null)), command));
  }

  /** Whose orders: a client's own whatever it says, anybody's or everybody's for a server. */
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

  private Mono<Outcome> read(Filter filter, ReadHistory command) {
    Mono<Long> total =
        filter
            .bind(database.sql("select count(*) as total" + filter.from()))
            .map(row -> Objects.requireNonNull(row.get("total", Long.class)))
            .one();
    return total.flatMap(
        count ->
            filter
                .bind(
                    database.sql(
                        "select "
                            + OrderRows.COLUMNS
                            + filter.from()
                            + " order by o.id desc offset :offset limit :limit"))
                .bind("offset", command.offset())
                .bind("limit", command.limit())
                .map(rows::order)
                .all()
                .collectList()
                .map(orders -> new Outcome.OrderPage(count, orders)));
  }

  private static Filter filter(App app, ReadHistory command, @Nullable Long uid) {
    Filter filter = new Filter(app.appId());
    filter.and("o.uid = :uid", "uid", uid);
    filter.and("c.code = :coin", "coin", command.coin());
    filter.and("o.direction = :direction", "direction", name(command.direction()));
    filter.and("o.account = :account", "account", name(command.account()));
    // The bound on the id is what leaves partitions out.
    filter.and("o.id >= order_id_at(:from) and o.created_at >= :from", "from", at(command.from()));
    filter.and("o.id < order_id_at(:to) + 4096 and o.created_at < :to", "to", at(command.to()));
    return filter;
  }

  private static @Nullable String name(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name();
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant moment) {
    return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
  }

  private static final class Filter {
    private final StringBuilder from =
        new StringBuilder(" from orders o join coins c on c.id = o.coin_id where o.app_id = :app");
    private final Map<String, Object> values = new LinkedHashMap<>();

    Filter(String appId) {
      values.put("app", appId);
    }

    void and(String condition, String name, @Nullable Object value) {
      if (value != null) {
        from.append(" and ").append(condition);
        values.put(name, value);
      }
    }

    String from() {
      return from.toString();
    }

    GenericExecuteSpec bind(GenericExecuteSpec call) {
      return call.bindValues(values);
    }
  }
}
