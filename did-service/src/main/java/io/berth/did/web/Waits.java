package io.berth.did.web;

import io.berth.service.page.Languages;
import java.time.Duration;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Writes the time to wait, in words for people and as {@code Retry-After} for clients. */
@Component
public final class Waits {
  private final MessageSource messages;

  Waits(MessageSource messages) {
    this.messages = messages;
  }

  /** Returns the time in words, and sets the header of the response. */
  public String words(ServerRequest request, Duration delay) {
    request
        .exchange()
        .getResponse()
        .getHeaders()
        .set("Retry-After", Long.toString(delay.toSeconds()));
    boolean seconds = delay.compareTo(Duration.ofMinutes(2)) < 0;
    long count = seconds ? delay.toSeconds() : (delay.toSeconds() + 59) / 60;
    return messages.getMessage(
        seconds ? "wait.seconds" : "wait.minutes",
        new Object[] {count},
        Languages.of(request.exchange()).locale());
  }
}
