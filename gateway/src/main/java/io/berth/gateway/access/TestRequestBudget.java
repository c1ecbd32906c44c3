package io.berth.gateway.access;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** Limits the requests that one person has signed and sent to the test mode. */
@Component
public final class TestRequestBudget {
  private static final int PER_MINUTE = 30;

  private final TokenBuckets people;

  TestRequestBudget(AccessProperties properties) {
    people =
        new TokenBuckets(
            PER_MINUTE,
            Duration.ofMinutes(1),
            PER_MINUTE,
            properties.limits().rememberedKeys(),
            System::nanoTime);
  }

  public boolean allows(long uid) {
    return people.take(Long.toString(uid));
  }
}
