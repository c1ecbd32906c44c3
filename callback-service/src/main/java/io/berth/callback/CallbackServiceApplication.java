package io.berth.callback;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts callback-service as a process of its own. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class CallbackServiceApplication {

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(CallbackServiceApplication.class)
        .properties("spring.config.name=callback-service")
        .run(arguments);
  }
}
