package io.berth.pay.freeze;

import io.berth.api.ErrorCode;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Freezes people's money for a while after their first top-up, where the platform wants it: stolen
 * cards and accounts are noticed before the money is gone.
 */
@Component
public final class PayingFreeze {
  private final FreezeProperties properties;
  private final DatabaseClient database;

  PayingFreeze(FreezeProperties properties, DatabaseClient database) {
    this.properties = properties;
    this.database = database;
  }

  /** The code that keeps a person from using their money; empty where nothing does. */
  public Mono<ErrorCode> obstacle(long uid) {
    return properties.afterFirstTopUp().isZero()
        ? Mono.empty()
        : isFresh(uid).filter(fresh -> fresh).map(_ -> ErrorCode.FROZEN_AFTER_FIRST_DEPOSIT);
  }

  /** A withdrawal that the bank returned is no top-up. */
  private Mono<Boolean> isFresh(long uid) {
    return database
        .sql(
            """
            select coalesce(
              min(confirmed_at) > clock_timestamp() - make_interval(secs => :seconds), false)
            from bank_lines where uid = :uid and state = 'POSTED' and withdrawal_id is null
            """)
        .bind("seconds", (double) properties.afterFirstTopUp().toSeconds())
        .bind("uid", uid)
        .mapValue(Boolean.class)
        .one();
  }
}
