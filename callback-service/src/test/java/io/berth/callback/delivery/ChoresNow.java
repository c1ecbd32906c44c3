package io.berth.callback.delivery;

import io.berth.callback.RunningService;
import java.time.Duration;

/** Runs the service's periodic work at once. */
public final class ChoresNow {

  private ChoresNow() {}

  public static void in(RunningService service) {
    Housekeeping housekeeping = service.bean(Housekeeping.class);
    service
        .bean(Announcements.class)
        .sweep()
        .then(housekeeping.backlog())
        .then(housekeeping.removeOld())
        .block(Duration.ofSeconds(10));
  }
}
