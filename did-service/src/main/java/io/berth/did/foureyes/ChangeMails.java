package io.berth.did.foureyes;

import io.berth.api.change.PendingChange;
import io.berth.api.change.PendingChange.Difference;
import io.berth.did.mail.Mails;
import io.berth.service.runtime.PlatformProperties;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Mails pending changes to every operator, in their language, with reason and requester. */
@Component
class ChangeMails {
  private static final Logger log = LoggerFactory.getLogger(ChangeMails.class);
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final OperatorTenures terms;
  private final Mails mails;
  private final MessageSource messages;
  private final PlatformProperties platform;

  ChangeMails(
      OperatorTenures terms, Mails mails, MessageSource messages, PlatformProperties platform) {
    this.terms = terms;
    this.mails = mails;
    this.messages = messages;
    this.platform = platform;
  }

  /**
   * Fails only where none of several mails could be handed over: one address that takes no mail
   * must not have the others mailed again and again.
   */
  Mono<Void> send(List<PendingChange> changes) {
    return logins(changes)
        .flatMap(
            logins ->
                terms
                    .readers()
                    .concatMap(reader -> send(reader, changes, logins))
                    .collectList()
                    .flatMap(
                        sent ->
                            sent.isEmpty() || sent.contains(true)
                                ? Mono.empty()
                                : Mono.error(new IllegalStateException("no operator was mailed"))));
  }

  private Mono<Boolean> send(
      OperatorTenures.Reader reader, List<PendingChange> changes, Map<Long, String> logins) {
    Locale locale = Locale.forLanguageTag(reader.language());
    List<String> texts = new ArrayList<>();
    changes.forEach(change -> texts.add(text(change, logins, locale)));
    return mails
        .changes(
            reader.login(),
            reader.language(),
            changes.size(),
            String.join("\n\n", texts),
            platform.origin() + "/console/operator/changes")
        .thenReturn(true)
        .onErrorResume(
            failure -> {
              log.warn("an operator was not mailed of pending changes: {}", failure.toString());
              return Mono.just(false);
            });
  }

  private Mono<Map<Long, String>> logins(List<PendingChange> changes) {
    return Flux.fromIterable(changes)
        .mapNotNull(PendingChange::requestedBy)
        .distinct()
        .concatMap(uid -> terms.login(uid).map(login -> Map.entry(uid, login)))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue, HashMap::new);
  }

  private String text(PendingChange change, Map<Long, String> logins, Locale locale) {
    StringBuilder text = new StringBuilder();
    text.append(words(locale, "common.change.action." + change.action(), change.action()))
        .append(": ")
        .append(change.object());
    for (Difference difference : change.differences()) {
      text.append("\n  ")
          .append(words(locale, "common.change.field." + difference.field(), difference.field()))
          .append(": ")
          .append(value(locale, difference.before()))
          .append(" → ")
          .append(value(locale, difference.after()));
    }
    Long requester = change.requestedBy();
    String who =
        requester == null
            ? words(locale, "mail.changes.token", "token")
            : logins.getOrDefault(requester, requester.toString());
    text.append('\n').append(words(locale, "mail.changes.by", "{0}", who));
    if (!change.reason().isEmpty()) {
      text.append('\n').append(words(locale, "mail.changes.reason", "{0}", change.reason()));
    }
    Instant alone = change.appliesAt();
    return text.append('\n')
        .append(
            alone == null
                ? words(locale, "mail.changes.confirm", "{0}", UTC.format(change.expiresAt()))
                : words(locale, "mail.changes.alone", "{0}", UTC.format(alone)))
        .toString();
  }

  private String value(Locale locale, String text) {
    return text.isEmpty() ? "–" : words(locale, "common.change.value." + text, text);
  }

  private String words(Locale locale, String key, String otherwise, @Nullable Object... arguments) {
    return Objects.requireNonNull(messages.getMessage(key, arguments, otherwise, locale));
  }
}
