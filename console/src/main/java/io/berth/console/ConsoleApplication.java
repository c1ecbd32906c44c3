package io.berth.console;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the console as a separate process. */
@SpringBootApplication(proxyBeanMethods = false)
public class ConsoleApplication {

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(ConsoleApplication.class)
        .properties("spring.config.name=console")
        .run(arguments);
  }
}
