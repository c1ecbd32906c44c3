package io.berth.pay;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts pay-service as a process of its own. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class PayServiceApplication {

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(PayServiceApplication.class)
        .properties("spring.config.name=pay-service")
        .run(arguments);
  }
}
