package io.berth.did.web;

import io.berth.service.page.Languages;
import java.time.Duration;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Tells people, and clients by {@code Retry-After}, how long they have to wait. */
@Component
public final class Waits {
  private final MessageSource messages;

  Waits(MessageSource messages) {
    this.messages = messages;
  }

  /** In words; the answer to this request carries the header. */
  public String words(ServerRequest request, Duration delay) {
    request
        .exchange()
        .getResponse()
        .getHeaders()
        .set("Retry-After", Long.toString(delay.toSeconds()));
    boolean seconds = delay.compareTo(Duration.ofMinutes(2)) < 0;
    // As text: MessageFormat would write a number in the language's own digits and groups.
    String count = Long.toString(seconds ? delay.toSeconds() : (delay.toSeconds() + 59) / 60);
    return messages.getMessage(
        seconds ? "wait.seconds" : "wait.minutes",
        new Object[] {count},
        Languages.of(request.exchange()).locale());
  }
}
