package io.berth.did.maintenance;

import io.berth.service.schedule.Repeating;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MaintenanceConfiguration {

  @Bean
  Repeating maintenanceSchedule(Maintenance maintenance, Maintenance.Properties properties) {
    return Repeating.afterPause("deleting expired rows", properties.interval(), maintenance::round);
  }
}
