package io.berth.callback;

import java.time.Duration;

/** Every ten minutes for 36 hours. */
public final class PaperDialect extends TestDialect {

  public PaperDialect() {
    super("paper", made -> made == 0 ? Duration.ZERO : made <= 216 ? Duration.ofMinutes(10) : null);
  }
}
