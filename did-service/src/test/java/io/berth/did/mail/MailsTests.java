package io.berth.did.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.spi.ConnectionFactories;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessagePreparator;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.test.StepVerifier;

class MailsTests {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final AtomicBoolean serverIsAway = new AtomicBoolean();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Mails mails =
      new Mails(
          new JavaMailSenderImpl() {
            @Override
            public void send(MimeMessagePreparator... messages) {
              if (serverIsAway.get()) {
                throw new MailSendException("connection refused");
              }
            }
          },
          new TestMails(
              DatabaseClient.create(
                  ConnectionFactories.get("r2dbc:postgresql://nobody:none@localhost/none"))),
          texts(),
          new MailProperties("berth@example.com", 1, 10),
          Clock.systemUTC(),
          meters);

  private static StaticMessageSource texts() {
    StaticMessageSource texts = new StaticMessageSource();
    texts.setUseCodeAsDefaultMessage(true);
    return texts;
  }

  @AfterEach
  void stop() {
    mails.stop();
  }

  private double counted(String outcome) {
    return meters.get("berth.did.mails").tag("outcome", outcome).counter().count();
  }

  @Test
  void countsMailsThatTheServerTookAndThoseThatItDidNot() {
    StepVerifier.create(mails.alreadyRegistered("alice@example.com", "en"))
        .expectComplete()
        .verify(LIMIT);
    serverIsAway.set(true);
    StepVerifier.create(mails.invitation("bob@example.com", "ko", "https://berth.example/i"))
        .expectError(MailSendException.class)
        .verify(LIMIT);
    assertThat(counted("sent")).isOne();
    assertThat(counted("failed")).isOne();
  }

  @Test
  void anAddressThatIsNoneIsNoMail() {
    StepVerifier.create(mails.alreadyRegistered("not an address", "en"))
        .expectComplete()
        .verify(LIMIT);
    assertThat(counted("sent")).isZero();
    assertThat(counted("failed")).isZero();
  }
}
