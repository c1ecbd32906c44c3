package io.berth.did.launch;

import io.berth.api.launch.LaunchState;
import io.berth.did.launch.LaunchNews.News;
import io.berth.did.launch.LaunchNews.Reader;
import io.berth.did.mail.Mails;
import io.berth.service.page.Names;
import io.berth.service.runtime.PlatformProperties;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Mails changes of launch states to the owners of the app's company and to the operators. */
@Component
class LaunchMails {
  private static final Logger log = LoggerFactory.getLogger(LaunchMails.class);

  private final LaunchNews news;
  private final Mails mails;
  private final MessageSource messages;
  private final PlatformProperties platform;

  LaunchMails(LaunchNews news, Mails mails, MessageSource messages, PlatformProperties platform) {
    this.news = news;
    this.mails = mails;
    this.messages = messages;
    this.platform = platform;
  }

  /** No row and no connection of the database is held while the mail server is waited for. */
  Mono<Void> round() {
    return news.take().flatMap(this::send).hasElement().repeat().takeWhile(taken -> taken).then();
  }

  /** Comes again only where none of several mails could be handed over. */
  private Mono<News> send(News change) {
    return news.readers(change.appId())
        .flatMapMany(Flux::fromIterable)
        .concatMap(reader -> send(change, reader))
        .collectList()
        .filter(sent -> sent.isEmpty() || sent.contains(true))
        .flatMap(_ -> news.markNotified(change.id()))
        .thenReturn(change);
  }

  private Mono<Boolean> send(News change, Reader reader) {
    Locale locale = Locale.forLanguageTag(reader.language());
    String name = Names.in(reader.language(), Names.read(change.names()), change.appId());
    String page =
        reader.owner()
            ? "/console/apps/" + change.appId() + "/launch"
            : "/console/operator/apps/" + change.appId();
    return mails
        .launch(
            reader.login(),
            reader.language(),
            new Mails.Launch(
                name,
                words(change.fromState(), locale),
                words(change.toState(), locale),
                change.reason().isEmpty() ? "–" : change.reason(),
                platform.origin() + page))
        .thenReturn(true)
        .onErrorResume(
            failure -> {
              log.warn("a change of a launch was not mailed: {}", failure.toString());
              return Mono.just(false);
            });
  }

  private String words(LaunchState state, Locale locale) {
    return Objects.requireNonNull(
        messages.getMessage("common.launch.state." + state, null, state.name(), locale));
  }
}
