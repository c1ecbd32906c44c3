package io.berth.did;

import io.berth.dialect.Dialects;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts did-service, which knows people and apps. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class DidServiceApplication {

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(DidServiceApplication.class)
        .properties("spring.config.name=did-service")
        .run(arguments);
  }

  @Bean
  Dialects dialects() {
    return Dialects.installed();
  }
}
