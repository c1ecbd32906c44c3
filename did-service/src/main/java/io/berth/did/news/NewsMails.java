package io.berth.did.news;

import io.berth.did.mail.Mails;
import io.berth.did.news.CompanyNews.Due;
import io.berth.did.news.CompanyNews.Reader;
import io.berth.service.page.Names;
import io.berth.service.runtime.PlatformProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Mails news about companies to their owners or to the operators. */
@Component
class NewsMails {
  private static final Logger log = LoggerFactory.getLogger(NewsMails.class);

  private final CompanyNews news;
  private final Mails mails;
  private final PlatformProperties platform;

  NewsMails(CompanyNews news, Mails mails, PlatformProperties platform) {
    this.news = news;
    this.mails = mails;
    this.platform = platform;
  }

  /** No row and no connection of the database is held while the mail server is waited for. */
  Mono<Void> round() {
    return news.take().flatMap(this::send).hasElement().repeat().takeWhile(taken -> taken).then();
  }

  /** Comes again only where none of several mails could be handed over. */
  private Mono<Due> send(Due due) {
    return news.readers(due)
        .flatMapMany(Flux::fromIterable)
        .concatMap(reader -> send(due, reader))
        .collectList()
        .filter(sent -> sent.isEmpty() || sent.contains(true))
        .flatMap(_ -> news.delete(due.id()))
        .thenReturn(due);
  }

  private Mono<Boolean> send(Due due, Reader reader) {
    String name = Names.in(reader.language(), Names.read(due.names()), due.name());
    Mails.News mail =
        new Mails.News(
            due.kind(),
            name,
            due.reason().isEmpty() ? "–" : due.reason(),
            platform.origin() + due.page());
    return mails
        .news(reader.login(), reader.language(), mail)
        .thenReturn(true)
        .onErrorResume(
            failure -> {
              log.warn("news of a company were not mailed: {}", failure.toString());
              return Mono.just(false);
            });
  }
}
