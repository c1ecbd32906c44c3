package io.berth.callback;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** callback-service as a process of its own. */
@SpringBootApplication(proxyBeanMethods = false)
public class CallbackServiceApplication {

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(CallbackServiceApplication.class)
        .properties("spring.config.name=callback-service")
        .run(arguments);
  }
}
