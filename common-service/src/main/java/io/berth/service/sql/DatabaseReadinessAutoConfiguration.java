package io.berth.service.sql;

import io.berth.service.readiness.ClockDifference;
import io.berth.service.readiness.PartState;
import io.berth.service.readiness.ProbedPart;
import io.berth.service.readiness.ReadinessAutoConfiguration;
import io.berth.service.readiness.ReadinessProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.ConnectionFactory;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Readiness of services that have a database. */
@AutoConfiguration(after = {R2dbcAutoConfiguration.class, ReadinessAutoConfiguration.class})
@ConditionalOnClass(ConnectionFactory.class)
@ConditionalOnBean(ConnectionFactory.class)
public class DatabaseReadinessAutoConfiguration {

  /** Named {@code clock} in health: whether this service's clock and PostgreSQL's agree. */
  @Bean
  ClockDifference clockHealthIndicator(InstantSource clock, MeterRegistry meters) {
    return new ClockDifference("PostgreSQL", clock, meters);
  }

  @Bean
  DatabaseClock databaseClock(
      @Qualifier("clockHealthIndicator") ClockDifference clockHealthIndicator) {
    return new DatabaseClock(clockHealthIndicator);
  }

  @Bean
  DatabaseProbe databaseProbe(
      ConnectionFactory connections,
      @Qualifier("clockHealthIndicator") ClockDifference clockHealthIndicator) {
    return new DatabaseProbe(connections, clockHealthIndicator);
  }

  /** Named {@code r2dbc} in health: whether PostgreSQL answers. */
  @Bean
  ProbedPart r2dbcHealthIndicator(DatabaseProbe probe, ReadinessProperties limits) {
    return new ProbedPart("PostgreSQL", limits, probe::probe, PartState::notReady);
  }
}
