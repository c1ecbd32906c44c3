package io.berth.callback;

import java.time.Duration;

/** First after a fifth of a second, then twice more at once. */
public final class HastyDialect extends TestDialect {

  public HastyDialect() {
    super("hasty", made -> made < 3 ? Duration.ofMillis(made == 0 ? 200 : 50) : null);
  }
}
