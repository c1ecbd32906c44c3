package io.berth.gateway;

import io.berth.dialect.Dialects;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The gateway as a process of its own. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class GatewayApplication {

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(GatewayApplication.class)
        .properties("spring.config.name=gateway")
        .run(arguments);
  }

  @Bean
  Dialects dialects() {
    return Dialects.installed();
  }
}
