package io.berth.console;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The console as a process of its own. */
@SpringBootApplication(proxyBeanMethods = false)
public class ConsoleApplication {

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(ConsoleApplication.class)
        .properties("spring.config.name=console")
        .run(arguments);
  }
}
