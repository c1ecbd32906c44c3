package io.berth.service.retention;

import io.berth.service.audit.AuditLog;
import io.berth.service.schedule.Repeating;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.util.Assert;

/** Deletes old records of services that keep an audit log; several instances do no harm. */
@AutoConfiguration(after = R2dbcAutoConfiguration.class)
@ConditionalOnBean(AuditLog.class)
@EnableConfigurationProperties(RetentionAutoConfiguration.Properties.class)
public class RetentionAutoConfiguration {

  private static final Duration INTERVAL = Duration.ofHours(1);

  /**
   * @param retention Time that audit logs, ended four-eyes changes and ended credits and debits by
   *     operators are kept, 366d to 36500d.
   */
  @ConfigurationProperties("berth.records")
  record Properties(@DefaultValue("3653d") Duration retention) {

    Properties {
      Assert.isTrue(
          retention.toDays() >= 366 && retention.toDays() <= 36_500,
          "berth.records.retention is not between 366d and 36500d");
    }
  }

  @Bean
  DeletedRows deletedRows(MeterRegistry meters) {
    return new DeletedRows(meters);
  }

  @Bean
  OldRecords oldRecords(DatabaseClient database, DeletedRows deletedRows, Properties properties) {
    return new OldRecords(database, deletedRows, properties.retention());
  }

  @Bean
  Repeating oldRecordsDeleting(OldRecords records) {
    return Repeating.afterPause("deleting old records", INTERVAL, records::delete);
  }
}
