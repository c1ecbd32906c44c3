package io.berth.callback.result;

import io.berth.api.Topics;
import io.berth.service.kafka.publisher.Events;
import io.berth.service.kafka.publisher.TopicPublisher;
import io.berth.service.kafka.topic.OwnedTopic;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ResultConfiguration {

  private static final int PARTITIONS = 6;
  private static final Duration RETENTION = Duration.ofDays(7);

  @Bean
  OwnedTopic deliveryEvents() {
    return OwnedTopic.retained(Topics.DELIVERIES, PARTITIONS, RETENTION);
  }

  @Bean
  DeliveryResultPublisher.Publisher deliveryEventPublisher(Events events) {
    TopicPublisher deliveries = events.to(Topics.DELIVERIES);
    return event -> deliveries.publishJson(Long.toString(event.orderId()), event);
  }
}
