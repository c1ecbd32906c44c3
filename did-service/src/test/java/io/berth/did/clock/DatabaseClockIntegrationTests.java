package io.berth.did.clock;

import static io.berth.did.fixture.Platform.anybody;
import static io.berth.did.fixture.Platform.merchant;
import static io.berth.did.fixture.Platform.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.berth.api.account.AccountOutcome.AccountProfile;
import io.berth.api.account.AccountOutcome.SignedIn;
import io.berth.api.account.AccountOutcome.VerificationStarted;
import io.berth.api.account.ApiSessionCommand.CompleteRegistration;
import io.berth.api.account.ApiSessionCommand.ReadAccount;
import io.berth.api.account.ApiSessionCommand.Register;
import io.berth.api.account.ApiSessionCommand.SignIn;
import io.berth.api.token.TokenOutcome;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import io.berth.service.readiness.ClockDifference;
import io.berth.service.readiness.PartState;
import io.berth.service.sql.DatabaseClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** PostgreSQL's clock is ten minutes ahead of every service's. */
@DidServiceTest
@Import(DatabaseClockIntegrationTests.Behind.class)
class DatabaseClockIntegrationTests {
  private static final Duration BEHIND = Duration.ofMinutes(10);

  @Autowired Platform platform;
  @Autowired ClockDifference difference;
  @Autowired DatabaseClock databaseClock;
  @Autowired MeterRegistry meters;

  @TestConfiguration(proxyBeanMethods = false)
  static class Behind {
    @Bean
    Clock clock() {
      return Clock.offset(Clock.systemUTC(), BEHIND.negated());
    }
  }

  @Test
  void freshCodesAndSessionsAreGood() {
    String login = name("clock") + "@example.com";
    VerificationStarted started =
        (VerificationStarted)
            platform.send(new Register(login, "correct horse", "en"), anybody(null));
    assertThat(
            platform.send(
                new CompleteRegistration(
                    started.verificationId(), started.holder(), Mailbox.code(login, 1)),
                anybody(null)))
        .isInstanceOf(AccountProfile.class);
    SignedIn session = (SignedIn) platform.send(new SignIn(login, "correct horse"), anybody(null));
    assertThat(platform.send(new ReadAccount(session.sessionKey()), anybody(null)))
        .isInstanceOf(AccountProfile.class);

    String app = platform.app(1);
    String code = platform.code(app, platform.user(name("clock") + "@example.com"), 1);
    assertThat(platform.send(Platform.login(code), merchant(app)))
        .isInstanceOf(TokenOutcome.TokenGrant.class);
  }

  @Test
  void theServiceIsNotReadyAndSaysWhy() {
    await().until(() -> difference.state().level() == PartState.Level.NOT_READY);
    assertThat(difference.state().reason())
        .isIn(
            "this service's clock is 600 s behind PostgreSQL",
            "this service's clock is 599 s behind PostgreSQL");
    assertThat(meters.get("berth.clock.difference").tag("against", "PostgreSQL").gauge().value())
        .isCloseTo(BEHIND.toSeconds(), within(2.0));
    assertThat(databaseClock.instant()).isCloseTo(Instant.now(), within(2, ChronoUnit.SECONDS));
  }
}
