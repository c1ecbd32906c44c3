package io.berth.did.verification;

import io.berth.did.throttle.GuessLimit;
import io.berth.did.throttle.GuessProperties;
import io.berth.did.throttle.Origin;
import io.berth.did.throttle.Throttles;
import io.berth.did.throttle.Throttles.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Limits the codes that may be asked for, and guessed. */
@Component
final class CodeLimits {
  private static final Duration DAY = Duration.ofDays(1);

  private final Throttles throttles;
  private final CodeProperties properties;
  private final GuessProperties guesses;

  CodeLimits(Throttles throttles, CodeProperties properties, GuessProperties guesses) {
    this.throttles = throttles;
    this.properties = properties;
    this.guesses = guesses;
  }

  /** Whether this client may request more codes for people who are not signed in. */
  Mono<Boolean> admitsAsker(Origin origin) {
    return throttles.take(limit("code:address:" + origin.key(), properties.mostSentPerAddress()));
  }

  /**
   * Whether another code may be sent. Strangers are counted per recipient as well: from many
   * addresses they could fill a mailbox. They cannot use up what the owner's own device may ask.
   */
  Mono<Boolean> admits(MailedCode mailed, Origin origin) {
    String who = mailed.purpose() + ":" + mailed.subject() + ':' + origin.key();
    Mono<Boolean> admitted = throttles.take(limit("code:" + who, properties.mostSent()));
    return origin.known()
        ? admitted
        : admitted.flatMap(free -> free ? admitsMail(mailed) : Mono.just(false));
  }

  private Mono<Boolean> admitsMail(MailedCode mailed) {
    return throttles.take(
        limit("code:recipient:" + mailed.subject(), properties.mostSentPerRecipient()));
  }

  private Limit limit(String bucket, int most) {
    return new Limit(bucket, most, properties.window());
  }

  /**
   * Five tries per code are not enough: who may ask for code after code may guess for ever. All
   * codes of an account's purpose are counted together.
   */
  List<GuessLimit> guesses(MailedCode mailed, Origin origin) {
    String account = mailed.purpose() + ":" + mailed.subject();
    List<GuessLimit> limits = new ArrayList<>();
    limits.add(guess("code", account + ':' + origin.key(), guesses.codesPerOrigin()));
    if (!origin.known()) {
      limits.add(guess("code-account", account, guesses.codesPerAccount()));
    }
    return limits;
  }

  private GuessLimit guess(String kind, String of, int free) {
    return GuessLimit.of(kind, of, free, guesses.delay(), DAY);
  }
}
