package io.berth.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that did-service carries out. */
public interface DidCommand extends Command {

  @Override
  default String service() {
    return "did-service";
  }
}
