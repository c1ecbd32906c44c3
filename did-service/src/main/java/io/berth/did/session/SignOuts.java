package io.berth.did.session;

import io.berth.api.token.Revocation;
import io.berth.did.account.Accounts;
import io.berth.did.outbox.Outbox;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ends sessions and tokens, and publishes that to the services that verify them. */
@Component
public final class SignOuts {
  private final DatabaseClient database;
  private final Accounts accounts;
  private final List<SignOutListener> listeners;
  private final Outbox outbox;
  private final TransactionalOperator transaction;
  private final InstantSource clock;

  SignOuts(
      DatabaseClient database,
      Accounts accounts,
      List<SignOutListener> listeners,
      Outbox outbox,
      TransactionalOperator transaction,
      InstantSource clock) {
    this.database = database;
    this.accounts = accounts;
    this.listeners = List.copyOf(listeners);
    this.outbox = outbox;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Ends a session; false where this user has none of this id. */
  public Mono<Boolean> end(String sessionId, long uid) {
    return database
        .sql("delete from sessions where session_id = :sessionId and uid = :uid")
        .bind("sessionId", sessionId)
        .bind("uid", uid)
        .fetch()
        .rowsUpdated()
        .map(ended -> ended > 0)
        .delayUntil(
            ended ->
                ended
                    ? outbox.revoked(uid, new Revocation.Session(sessionId, clock.instant()))
                    : Mono.empty())
        .as(transaction::transactional);
  }

  /**
   * Sets another password and ends every session and token of the user.
   *
   * @return from when on new ones are good: the next whole second, because tokens tell their issue
   *     in seconds and those of this second may be older than the change
   */
  public Mono<Instant> changePassword(long uid, String hash) {
    Instant validFrom = nextSecond(clock.instant());
    return accounts
        .setPassword(uid, hash, validFrom)
        .then(end(uid, validFrom))
        .as(transaction::transactional)
        .thenReturn(validFrom);
  }

  /**
   * Ends every session and token of the user.
   *
   * @return from when on new ones are good
   */
  public Mono<Instant> everywhere(long uid) {
    Instant validFrom = nextSecond(clock.instant());
    return accounts
        .outdate(uid, validFrom)
        .then(end(uid, validFrom))
        .as(transaction::transactional)
        .thenReturn(validFrom);
  }

  private Mono<Void> end(long uid, Instant validFrom) {
    return database
        .sql("delete from sessions where uid = :uid")
        .bind("uid", uid)
        .then()
        .thenMany(Flux.fromIterable(listeners))
        .concatMap(listener -> listener.signedOutEverywhere(uid))
        .then(outbox.revoked(uid, new Revocation.User(uid, validFrom)));
  }

  public static Instant nextSecond(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
  }
}
