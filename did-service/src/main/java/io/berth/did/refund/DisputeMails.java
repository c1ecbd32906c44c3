package io.berth.did.refund;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.order.RefundNotice.DisputeEvent;
import io.berth.api.order.RefundNotice.MailDispute;
import io.berth.did.mail.Mails;
import io.berth.did.throttle.Throttles;
import io.berth.did.throttle.Throttles.Limit;
import io.berth.service.json.BerthJson;
import io.berth.service.page.Names;
import io.berth.service.runtime.PlatformProperties;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** Mails what happens to disputes to the user, the company, and the operators who decide. */
@Component
class DisputeMails {
  private static final Logger log = LoggerFactory.getLogger(DisputeMails.class);
  private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

  /** Disputes of many users must not fill anybody's mailbox. */
  private static final int PER_DAY = 50;

  private static final String READERS =
      """
      select a.login, coalesce(a.language, 'en') as language, app.name::text as names,
        case when a.uid = :uid then 'USER'
          when m.uid is not null then 'COMPANY' else 'OPERATOR' end as part
      from apps app, accounts a
        left join company_members m on m.uid = a.uid and m.role in ('OWNER', 'FINANCE')
          and m.company_id = (select company_id from apps where app_id = :app)
      where app.app_id = :app and a.frozen_at is null
        and (a.uid = :uid or m.uid is not null
          or :decides and a.uid in (select uid from operator_terms where ended_at is null))
      order by a.uid = :uid desc, a.uid limit 50
      """;

  private enum Part {
    USER,
    COMPANY,
    OPERATOR
  }

  private record Reader(String login, String language, String names, String part) {}

  private final DatabaseClient database;
  private final Throttles throttles;
  private final Mails mails;
  private final PlatformProperties platform;

  DisputeMails(
      DatabaseClient database, Throttles throttles, Mails mails, PlatformProperties platform) {
    this.database = database;
    this.throttles = throttles;
    this.mails = mails;
    this.platform = platform;
  }

  /** Refuses, so that it is asked again, where none of the mails could be handed over. */
  Mono<Outcome> mail(MailDispute dispute) {
    boolean decides =
        dispute.event() == DisputeEvent.ANSWERED || dispute.event() == DisputeEvent.UNANSWERED;
    return database
        .sql(READERS)
        .bind("uid", dispute.uid())
        .bind("app", dispute.app())
        .bind("decides", decides)
        .mapProperties(Reader.class)
        .all()
        .collectList()
        .flatMapMany(Flux::fromIterable)
        .concatMap(
            reader ->
                throttles
                    .take(new Limit("dispute/to/" + reader.login, PER_DAY, Duration.ofDays(1)))
                    .flatMap(free -> free ? handOver(dispute, reader) : Mono.just(true)))
        .collectList()
        .map(
            sent ->
                sent.isEmpty() || sent.contains(true)
                    ? new Outcome.Done()
                    : Outcome.Refusal.of(ErrorCode.TIMEOUT, "no mail could be sent"));
  }

  private Mono<Boolean> handOver(MailDispute dispute, Reader reader) {
    String name =
        Names.in(reader.language, BerthJson.mapper().readValue(reader.names, NAMES), dispute.app());
    Mails.Dispute mail =
        new Mails.Dispute(
            dispute.event().name().toLowerCase(Locale.ROOT),
            name,
            dispute.amount(),
            dispute.tradeNo(),
            dispute.text().isEmpty() ? "–" : dispute.text(),
            platform.origin() + page(dispute, Part.valueOf(reader.part)));
    return mails
        .dispute(reader.login, reader.language, mail)
        .thenReturn(true)
        .onErrorResume(
            failure -> {
              log.warn("a dispute was not mailed: {}", failure.toString());
              return Mono.just(false);
            });
  }

  private static String page(MailDispute dispute, Part part) {
    return switch (part) {
      case USER -> "/account/payments/" + dispute.orderId();
      case COMPANY -> "/console/apps/" + dispute.app() + "/disputes/" + dispute.dispute();
      case OPERATOR -> "/console/operator/disputes/" + dispute.dispute();
    };
  }
}
