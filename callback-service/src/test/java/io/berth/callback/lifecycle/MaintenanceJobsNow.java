package io.berth.callback.lifecycle;

import io.berth.callback.RunningService;
import io.berth.callback.result.DeliveryResultPublisher;
import java.time.Duration;

/** Runs the service's periodic work at once. */
public final class MaintenanceJobsNow {

  private MaintenanceJobsNow() {}

  public static void in(RunningService service) {
    DeliveryMaintenance maintenance = service.bean(DeliveryMaintenance.class);
    service
        .bean(DeliveryResultPublisher.class)
        .sweep()
        .then(maintenance.backlog())
        .then(maintenance.removeOld())
        .then(service.bean(DeliveryMonths.class).dropOld())
        .block(Duration.ofSeconds(10));
  }
}
