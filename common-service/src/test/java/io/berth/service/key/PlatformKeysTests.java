package io.berth.service.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class PlatformKeysTests {
  private static final long EXPIRY = 1_800_000_000L;
  private static final String PAYLOAD = "{\"sub\":1,\"exp\":1800000000}";
  private static final Verification GENUINE = new Verification.Genuine(PAYLOAD);

  private final Signer signer = new Signer("2026-11");
  private final AtomicInteger fetches = new AtomicInteger();
  private final AtomicReference<Mono<String>> answer =
      new AtomicReference<>(Mono.just(signer.keySet()));
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.ofEpochSecond(EXPIRY - 100));
  private final PlatformKeys keys = new PlatformKeys(this::fetch, new AdjustableClock());

  private Mono<String> fetch() {
    fetches.incrementAndGet();
    return answer.get();
  }

  @Test
  void acceptsWhatDidServiceSignedAndFetchesItsKeysOnce() {
    for (int i = 0; i < 3; i++) {
      verify(token(signer), GENUINE);
    }
    assertThat(fetches).hasValue(1);
  }

  @Test
  void tellsExpiredFromForged() {
    now.set(Instant.ofEpochSecond(EXPIRY + 4));
    verify(token(signer), GENUINE);
    now.set(Instant.ofEpochSecond(EXPIRY + 5));
    verify(token(signer), new Verification.Expired(PAYLOAD));
    verify(signer.sign("at+jwt", "{\"sub\":1}"), new Verification.Forged("no expiry"));
    verify(signer.sign("at+jwt", "no json"), new Verification.Forged("no expiry"));
  }

  @Test
  void rejectsAnotherKeyOfTheSameName() {
    verify(token(new Signer("2026-11")), new Verification.Forged("wrong signature"));
  }

  @Test
  void rejectsATokenMadeForAnotherPurpose() {
    verify(signer.sign("session+jwt", PAYLOAD), new Verification.Forged("not an ES256 at+jwt"));
  }

  @Test
  void rejectsOtherAlgorithms() throws Exception {
    JWSObject mac =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID("2026-11")
                .build(),
            new Payload(PAYLOAD));
    // The classic confusion: the public key, which everybody has, as the secret of an HMAC.
    mac.sign(new MACSigner(signer.keySet().getBytes(StandardCharsets.UTF_8)));
    verify(mac.serialize(), new Verification.Forged("not an ES256 at+jwt"));
    String none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"2026-11\"}"
                    .getBytes(StandardCharsets.UTF_8));
    verify(none + "." + token(signer).split("\\.")[1] + ".", new Verification.Forged("malformed"));
    verify("garbage", new Verification.Forged("malformed"));
  }

  @Test
  void fetchesForAnUnknownKeyOnceInAWhileOnly() {
    Signer next = new Signer("2026-12");
    verify(token(signer), GENUINE);
    answer.set(Mono.just(next.keySet()));
    verify(token(next), new Verification.Forged("unknown key"));
    assertThat(fetches).hasValue(1);
    now.updateAndGet(time -> time.plusSeconds(5));
    verify(token(next), GENUINE);
    verify(token(signer), new Verification.Forged("unknown key"));
    assertThat(fetches).hasValue(2);
  }

  @Test
  void isUndecidedWhileTheKeysCannotBeHadAndRecovers() {
    Verification undecided = new Verification.Undecided("the keys cannot be fetched");
    answer.set(Mono.error(new IllegalStateException("not there")));
    verify(token(signer), undecided);
    answer.set(Mono.just("not a key set"));
    now.updateAndGet(time -> time.plusSeconds(1));
    verify(token(signer), undecided);
    answer.set(Mono.just(signer.keySet()));
    now.updateAndGet(time -> time.plusSeconds(1));
    verify(token(signer), GENUINE);
    assertThat(fetches).hasValue(3);
  }

  @Test
  void keepsItsKeysWhenAFetchFails() {
    verify(token(signer), GENUINE);
    answer.set(Mono.error(new IllegalStateException("not there")));
    now.updateAndGet(time -> time.plusSeconds(60));
    StepVerifier.create(keys.refresh()).verifyComplete();
    assertThat(fetches).hasValue(2);
    verify(token(signer), GENUINE);
  }

  @Test
  void sharesAFetchAmongAllWhoWait() {
    Sinks.One<String> slow = Sinks.one();
    answer.set(slow.asMono());
    StepVerifier.create(
            Mono.zip(
                keys.verifyToken(token(signer), TokenType.ACCESS_TOKEN),
                keys.verifyToken(token(signer), TokenType.ACCESS_TOKEN)))
        .then(() -> slow.tryEmitValue(signer.keySet()))
        .expectNextMatches(both -> both.getT1().equals(GENUINE) && both.getT2().equals(GENUINE))
        .expectComplete()
        .verify(Duration.ofSeconds(10));
    assertThat(fetches).hasValue(1);
  }

  @Test
  void doesNotWaitForeverBehindAWaiterWhoLeft() {
    Sinks.One<String> slow = Sinks.one();
    answer.set(slow.asMono());
    keys.verifyToken(token(signer), TokenType.ACCESS_TOKEN).subscribe().dispose();
    StepVerifier.create(keys.verifyToken(token(signer), TokenType.ACCESS_TOKEN))
        .then(() -> slow.tryEmitValue(signer.keySet()))
        .expectNext(GENUINE)
        .expectComplete()
        .verify(Duration.ofSeconds(10));
  }

  private void verify(String token, Verification expected) {
    StepVerifier.create(keys.verifyToken(token, TokenType.ACCESS_TOKEN))
        .expectNext(expected)
        .verifyComplete();
  }

  private static String token(Signer signer) {
    return signer.sign("at+jwt", PAYLOAD);
  }

  private final class AdjustableClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }
}
