package io.berth.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands that pay-service carries out. */
public interface PayCommand extends Command {

  @Override
  default String service() {
    return "pay-service";
  }
}
