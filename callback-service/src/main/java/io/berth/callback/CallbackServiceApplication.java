package io.berth.callback;

import io.berth.service.migration.MigrationJob;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts callback-service as a process of its own. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class CallbackServiceApplication {

  private static final String NAME = "callback-service";

  public static void main(String[] arguments) {
    if (MigrationJob.isRequested(arguments)) {
      MigrationJob.run(CallbackServiceApplication.class, NAME, arguments);
      return;
    }
    new SpringApplicationBuilder(CallbackServiceApplication.class)
        .properties("spring.config.name=" + NAME)
        .run(arguments);
  }
}
