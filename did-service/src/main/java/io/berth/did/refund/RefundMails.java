package io.berth.did.refund;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.order.RefundNotice.MailRefund;
import io.berth.did.mail.Mails;
import io.berth.did.throttle.Throttles;
import io.berth.did.throttle.Throttles.Limit;
import io.berth.service.json.BerthJson;
import io.berth.service.page.Names;
import io.berth.service.runtime.PlatformProperties;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** Mails a refund to the user who is paid back, and to the owners of the app's company. */
@Component
class RefundMails {
  private static final Logger log = LoggerFactory.getLogger(RefundMails.class);
  private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

  /** Small refunds of one order, again and again, must not fill anybody's mailbox. */
  private static final int PER_DAY = 20;

  private static final String READERS =
      """
      select a.login, coalesce(a.language, 'en') as language, app.name::text as names,
        a.uid = :uid as paid_back
      from accounts a, apps app
      where app.app_id = :app and a.frozen_at is null
        and (a.uid = :uid
          or a.uid in (select uid from company_members m
                       where m.company_id = app.company_id and m.role = 'OWNER'))
      order by paid_back desc, a.uid limit 20
      """;

  private record Reader(String login, String language, String names, boolean paidBack) {}

  private final DatabaseClient database;
  private final Throttles throttles;
  private final Mails mails;
  private final PlatformProperties platform;

  RefundMails(
      DatabaseClient database, Throttles throttles, Mails mails, PlatformProperties platform) {
    this.database = database;
    this.throttles = throttles;
    this.mails = mails;
    this.platform = platform;
  }

  /** Refuses, so that it is asked again, where none of the mails could be handed over. */
  Mono<Outcome> mail(MailRefund refund) {
    return database
        .sql(READERS)
        .bind("uid", refund.uid())
        .bind("app", refund.app())
        .mapProperties(Reader.class)
        .all()
        .collectList()
        .flatMapMany(Flux::fromIterable)
        .concatMap(
            reader ->
                throttles
                    .take(new Limit("refund/to/" + reader.login, PER_DAY, Duration.ofDays(1)))
                    .flatMap(free -> free ? handOver(refund, reader) : Mono.just(true)))
        .collectList()
        .map(
            sent ->
                sent.isEmpty() || sent.contains(true)
                    ? new Outcome.Done()
                    : Outcome.Refusal.of(ErrorCode.TIMEOUT, "no mail could be sent"));
  }

  private Mono<Boolean> handOver(MailRefund refund, Reader reader) {
    return send(refund, reader)
        .thenReturn(true)
        .onErrorResume(
            failure -> {
              log.warn("a refund was not mailed: {}", failure.toString());
              return Mono.just(false);
            });
  }

  private Mono<Void> send(MailRefund refund, Reader reader) {
    String name =
        Names.in(reader.language, BerthJson.mapper().readValue(reader.names, NAMES), refund.app());
    return reader.paidBack
        ? mails.refund(
            reader.login,
            reader.language,
            name,
            refund.amount(),
            platform.origin() + "/account/payments")
        : mails.refunded(
            reader.login,
            reader.language,
            new Mails.Refund(
                name,
                refund.amount(),
                refund.tradeNo(),
                refund.reason(),
                platform.origin()
                    + "/console/apps/"
                    + refund.app()
                    + "/orders/"
                    + refund.orderId()));
  }
}
