package io.berth.did.launch;

import io.berth.api.launch.LaunchState;
import io.berth.did.launch.LaunchNews.News;
import io.berth.did.launch.LaunchNews.Reader;
import io.berth.did.mail.Mails;
import io.berth.service.json.BerthJson;
import io.berth.service.page.Names;
import io.berth.service.runtime.PlatformProperties;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** Mails changes of launch states to the owners of the app's company and to the operators. */
@Component
class LaunchMails {
  private static final Logger log = LoggerFactory.getLogger(LaunchMails.class);
  private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

  private final LaunchNews news;
  private final Mails mails;
  private final MessageSource messages;
  private final PlatformProperties platform;
  private final TransactionalOperator transaction;

  LaunchMails(
      LaunchNews news,
      Mails mails,
      MessageSource messages,
      PlatformProperties platform,
      TransactionalOperator transaction) {
    this.news = news;
    this.mails = mails;
    this.messages = messages;
    this.platform = platform;
    this.transaction = transaction;
  }

  Mono<Void> round() {
    return news.waiting()
        .flatMapMany(Flux::fromIterable)
        .concatMap(this::send)
        .then()
        .as(transaction::transactional);
  }

  /** Comes again only where none of several mails could be handed over. */
  private Mono<Void> send(News change) {
    return news.readers(change.appId())
        .flatMapMany(Flux::fromIterable)
        .concatMap(reader -> send(change, reader))
        .collectList()
        .flatMap(
            sent ->
                sent.isEmpty() || sent.contains(true)
                    ? news.markNotified(change.id())
                    : Mono.empty());
  }

  private Mono<Boolean> send(News change, Reader reader) {
    Locale locale = Locale.forLanguageTag(reader.language());
    String name =
        Names.in(
            reader.language(), BerthJson.mapper().readValue(change.names(), NAMES), change.appId());
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
