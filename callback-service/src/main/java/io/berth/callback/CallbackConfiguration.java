package io.berth.callback;

import io.berth.api.Topics;
import io.berth.callback.endpoint.Endpoints;
import io.berth.dialect.Dialects;
import io.berth.service.kafka.topic.OwnedTopic;
import io.berth.service.kafka.topic.RequiredTopic;
import io.berth.service.outbound.AddressRules;
import io.berth.service.outbound.MerchantClient;
import io.berth.service.outbound.TargetCheck;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallbackProperties.class)
class CallbackConfiguration {

  private static final int DELIVERY_PARTITIONS = 6;
  private static final Duration DELIVERIES_KEPT = Duration.ofDays(7);

  @Bean
  Dialects dialects() {
    return Dialects.installed();
  }

  @Bean
  RequiredTopic orderEvents() {
    return new RequiredTopic(Topics.ORDERS);
  }

  @Bean
  OwnedTopic deliveryEvents() {
    return OwnedTopic.retained(Topics.DELIVERIES, DELIVERY_PARTITIONS, DELIVERIES_KEPT);
  }

  @Bean
  Endpoints endpoints(CallbackProperties properties) {
    return new Endpoints(
        properties.concurrency().endpoint(),
        properties.breaker().failures(),
        properties.breaker().open());
  }

  @Bean
  TargetCheck targetCheck(CallbackProperties properties) {
    return new TargetCheck(new AddressRules(properties.allowPrivateAddresses()));
  }

  @Bean
  MerchantClient merchantClient(CallbackProperties properties, ReactorResourceFactory netty) {
    CallbackProperties.Request request = properties.request();
    return new MerchantClient(
        new AddressRules(properties.allowPrivateAddresses()),
        netty.getLoopResources(),
        request.connect(),
        request.response(),
        request.total());
  }
}
