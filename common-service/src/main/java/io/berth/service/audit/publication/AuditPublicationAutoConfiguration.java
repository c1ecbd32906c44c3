package io.berth.service.audit.publication;

import io.berth.api.Topics;
import io.berth.service.audit.AuditLog;
import io.berth.service.kafka.KafkaAutoConfiguration;
import io.berth.service.kafka.publisher.Events;
import io.berth.service.kafka.topic.OwnedTopic;
import io.berth.service.schedule.Repeating;
import io.berth.service.sql.SqlTransactionAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Publishes the audit log of services that keep one, where {@code berth.records.publish} says so.
 */
@AutoConfiguration(
    after = {
      R2dbcAutoConfiguration.class,
      SqlTransactionAutoConfiguration.class,
      KafkaAutoConfiguration.class
    })
@ConditionalOnBean({AuditLog.class, Events.class})
@EnableConfigurationProperties(AuditPublicationAutoConfiguration.Properties.class)
public class AuditPublicationAutoConfiguration {

  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration KEPT = Duration.ofDays(30);

  /**
   * @param publish Whether each new record of the audit log is also published on the topic {@code
   *     berth.audit}, as JSON, for whoever keeps it elsewhere. The topic keeps it for 30 days.
   */
  @ConfigurationProperties("berth.records")
  record Properties(@DefaultValue("false") boolean publish) {}

  @Bean
  AuditPublicationSwitch auditPublicationSwitch(DatabaseClient database, Properties properties) {
    return new AuditPublicationSwitch(database, properties.publish());
  }

  @Bean
  UnpublishedAge unpublishedAuditRecords(MeterRegistry meters) {
    return new UnpublishedAge(meters);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty("berth.records.publish")
  static class Published {

    @Bean
    OwnedTopic auditTopic() {
      return OwnedTopic.retained(Topics.AUDIT, 1, KEPT);
    }

    @Bean
    AuditPublication auditPublication(
        @Value("${spring.application.name}") String service,
        DatabaseClient database,
        TransactionalOperator transaction,
        Events events) {
      return new AuditPublication(
          service, database, transaction, events.toSelfSigned(Topics.AUDIT));
    }

    @Bean
    Repeating auditPublishing(AuditPublication publication, UnpublishedAge age) {
      return new Repeating(
          "publishing the audit log",
          INTERVAL,
          () ->
              publication
                  .oldestSeconds()
                  .doOnNext(age::set)
                  .filter(oldest -> oldest > 0)
                  .flatMap(_ -> publication.run()));
    }
  }
}
