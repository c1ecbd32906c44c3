package io.berth.did.mail;

import io.berth.service.readiness.PartState;
import io.berth.service.readiness.ProbedPart;
import io.berth.service.readiness.ReadinessProperties;
import jakarta.mail.MessagingException;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Part of the readiness that tells whether the mail server takes mails. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  /** Longer than the socket's limits of {@code spring.mail.properties}. */
  private static final Duration TIMEOUT = Duration.ofSeconds(12);

  /**
   * Named {@code mail} in health. Without mail nobody gets a code, and everything else goes on: the
   * service stays ready.
   */
  @Bean
  ProbedPart mailHealthIndicator(JavaMailSenderImpl sender) {
    return new ProbedPart(
        "mail",
        new ReadinessProperties(INTERVAL, TIMEOUT),
        () -> connect(sender).thenReturn(PartState.ready()),
        PartState::degraded);
  }

  private static Mono<Void> connect(JavaMailSenderImpl sender) {
    return Mono.<Void>fromCallable(
            () -> {
              sender.testConnection();
              return null;
            })
        .onErrorMap(
            MessagingException.class, failure -> new IllegalStateException(failure.getMessage()))
        .subscribeOn(Schedulers.boundedElastic());
  }
}
