package io.berth.did;

import io.berth.dialect.Dialects;
import io.berth.service.migration.MigrationJob;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts did-service, which knows people and apps. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class DidServiceApplication {

  private static final String NAME = "did-service";

  public static void main(String[] arguments) {
    if (MigrationJob.isRequested(arguments)) {
      MigrationJob.run(DidServiceApplication.class, NAME, arguments);
      return;
    }
    new SpringApplicationBuilder(DidServiceApplication.class)
        .properties("spring.config.name=" + NAME)
        .run(arguments);
  }

  @Bean
  Dialects dialects() {
    return Dialects.installed();
  }
}
