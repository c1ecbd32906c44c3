package io.berth.pay;

import io.berth.pay.archive.ArchiveJob;
import io.berth.service.migration.MigrationJob;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts pay-service as a process of its own. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class PayServiceApplication {

  private static final String NAME = "pay-service";

  public static void main(String[] arguments) {
    if (MigrationJob.isRequested(arguments)) {
      MigrationJob.run(PayServiceApplication.class, NAME, arguments);
      return;
    }
    if (ArchiveJob.isRequested(arguments)) {
      ArchiveJob.run(NAME, arguments);
      return;
    }
    new SpringApplicationBuilder(PayServiceApplication.class)
        .properties("spring.config.name=" + NAME)
        .run(arguments);
  }
}
