package io.berth.did.launch;

import io.berth.service.schedule.Repeating;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LaunchConfiguration {

  @Bean
  Repeating launchMailSchedule(LaunchMails mails, LaunchProperties properties) {
    return Repeating.afterPause("launch mails", properties.look(), mails::round);
  }
}
