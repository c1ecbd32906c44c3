package io.berth.pay.retention;

import io.berth.service.schedule.Repeating;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Deletes old rows from time to time; several instances do no harm. */
@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {

  private static final Duration INTERVAL = Duration.ofMinutes(10);

  @Bean
  Repeating oldRowDeleting(OldRows rows) {
    return Repeating.afterPause("deleting old rows", INTERVAL, rows::delete);
  }
}
