package io.berth.callback.endpoint;

import io.berth.service.outbound.AddressRules;
import io.berth.service.outbound.MerchantClient;
import io.berth.service.outbound.TargetCheck;
import io.berth.service.schedule.Repeating;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

@Configuration(proxyBeanMethods = false)
class EndpointConfiguration {
  private static final Duration LOOK = Duration.ofMinutes(1);

  @Bean
  Endpoints endpoints(EndpointProperties properties) {
    return new Endpoints(
        properties.concurrency().endpoint(),
        properties.breaker().failures(),
        properties.breaker().open());
  }

  @Bean
  Repeating outageMails(OutageNotices notices) {
    return new Repeating("mailing outages", LOOK, notices::round);
  }

  @Bean
  TargetCheck targetCheck(EndpointProperties properties) {
    return new TargetCheck(new AddressRules(properties.allowPrivateAddresses()));
  }

  @Bean
  MerchantClient merchantClient(EndpointProperties properties, ReactorResourceFactory netty) {
    EndpointProperties.Request request = properties.request();
    return new MerchantClient(
        new AddressRules(properties.allowPrivateAddresses()),
        netty.getLoopResources(),
        request.connect(),
        request.response(),
        request.total());
  }
}
