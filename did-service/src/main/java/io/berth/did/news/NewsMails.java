package io.berth.did.news;

import io.berth.did.mail.Mails;
import io.berth.did.news.CompanyNews.Due;
import io.berth.did.news.CompanyNews.Reader;
import io.berth.did.subscription.NoticeTopic;
import io.berth.did.subscription.UnsubscribeLinks;
import io.berth.did.subscription.UnsubscribeLinks.Subscription;
import io.berth.service.page.Names;
import io.berth.service.runtime.PlatformProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Mails news about companies to their owners or to the operators. */
@Component
class NewsMails {
  private static final Logger log = LoggerFactory.getLogger(NewsMails.class);

  /** Kind of the news that a merchant's server does not answer. */
  static final String OUTAGE = "callbacks-failing";

  private final CompanyNews news;
  private final Mails mails;
  private final UnsubscribeLinks links;
  private final PlatformProperties platform;

  NewsMails(CompanyNews news, Mails mails, UnsubscribeLinks links, PlatformProperties platform) {
    this.news = news;
    this.mails = mails;
    this.links = links;
    this.platform = platform;
  }

  /** No row and no connection of the database is held while the mail server is waited for. */
  Mono<Void> round() {
    return news.take().flatMap(this::send).hasElement().repeat().takeWhile(taken -> taken).then();
  }

  /** Comes again only where none of several mails could be handed over. */
  private Mono<Due> send(Due due) {
    NoticeTopic topic = topic(due);
    return news.readers(due, topic)
        .flatMapMany(Flux::fromIterable)
        .concatMap(reader -> send(due, topic, reader))
        .collectList()
        .filter(sent -> sent.isEmpty() || sent.contains(true))
        .flatMap(_ -> news.delete(due.id()))
        .thenReturn(due);
  }

  /** Null for what owners and operators have to know. */
  private static @Nullable NoticeTopic topic(Due due) {
    return switch (due.kind()) {
      case OUTAGE -> NoticeTopic.CALLBACKS;
      case "legal-checked",
          "legal-refused",
          "request-approved",
          "request-asked-back",
          "request-refused" ->
          NoticeTopic.APPLICATIONS;
      default -> null;
    };
  }

  private Mono<Boolean> send(Due due, @Nullable NoticeTopic topic, Reader reader) {
    String name = Names.in(reader.language(), Names.read(due.names()), due.name());
    String reason = due.reason().isEmpty() ? "–" : due.reason();
    String page = platform.origin() + due.page();
    Mono<Void> mail =
        topic == null
            ? mails.news(
                reader.login(), reader.language(), new Mails.News(due.kind(), name, reason, page))
            : mails.optional(
                reader.login(),
                reader.language(),
                new Mails.Optional(
                    "news." + due.kind(),
                    name,
                    List.of(reason, page),
                    "",
                    links.link(new Subscription(reader.uid(), topic)),
                    "news-" + due.id() + '-' + reader.uid()));
    return mail.thenReturn(true)
        .onErrorResume(
            failure -> {
              log.warn("news of a company were not mailed: {}", failure.toString());
              return Mono.just(false);
            });
  }
}
