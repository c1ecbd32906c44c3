package io.berth.callback.endpoint;

import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import io.berth.api.delivery.OutageNotice.MailOutage;
import io.berth.service.command.CommandClient;
import io.berth.service.trace.RequestId;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Has owners mailed that their server has not answered for a while: once a day for each server,
 * however often its breaker opens.
 */
@Component
class OutageNotices {

  private static final String PERMISSION = "outage:mail";

  /** A server that is only restarted is nothing to mail about. */
  private static final Duration OUTAGE = Duration.ofMinutes(10);

  /** Takes one by noting that it is mailed, so that no two instances mail it. */
  private static final String TAKE =
      """
      insert into outage_notices as n (app_id, origin)
      select app_id, origin from outages o
      where since < now() - make_interval(secs => :seconds)
        and not exists (select from outage_notices m
                         where m.app_id = o.app_id and m.origin = o.origin
                           and m.mailed_at > now() - interval '1 day')
      order by since limit 1
      on conflict (app_id, origin) do update set mailed_at = excluded.mailed_at
        where n.mailed_at <= now() - interval '1 day'
      returning app_id, origin
      """;

  private static final String FORGET =
      "delete from outage_notices where mailed_at < now() - interval '2 days'";

  private static final String GIVE_BACK =
      "delete from outage_notices where app_id = :appId and origin = :origin";

  private final DatabaseClient database;
  private final DidService did;

  /** Asks did-service. */
  @FunctionalInterface
  interface DidService {
    Mono<Outcome> ask(DidCommand command);
  }

  @Autowired
  OutageNotices(DatabaseClient database, CommandClient client) {
    this(database, command -> client.asService(command, RequestId.ofTask("outage"), PERMISSION));
  }

  OutageNotices(DatabaseClient database, DidService did) {
    this.database = database;
    this.did = did;
  }

  /** Ends early where did-service does not answer: its mails come with a later round. */
  Mono<Void> round() {
    return take()
        .flatMap(this::mail)
        .defaultIfEmpty(false)
        .repeat()
        .takeWhile(sent -> sent)
        .then(database.sql(FORGET).then());
  }

  private Mono<Endpoint> take() {
    return database
        .sql(TAKE)
        .bind("seconds", (double) OUTAGE.toSeconds())
        .mapProperties(Endpoint.class)
        .one();
  }

  private Mono<Boolean> mail(Endpoint endpoint) {
    return did.ask(new MailOutage(endpoint.appId(), endpoint.origin()))
        .flatMap(
            outcome ->
                outcome instanceof Outcome.Done
                    ? Mono.just(true)
                    : giveBack(endpoint).thenReturn(false));
  }

  private Mono<Void> giveBack(Endpoint endpoint) {
    return database
        .sql(GIVE_BACK)
        .bind("appId", endpoint.appId())
        .bind("origin", endpoint.origin())
        .then();
  }
}
