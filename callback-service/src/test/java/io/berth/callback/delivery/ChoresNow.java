package io.berth.callback.delivery;

import io.berth.callback.RunningService;
import java.time.Duration;

/** What a running service does every few seconds or minutes, without waiting for it. */
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
