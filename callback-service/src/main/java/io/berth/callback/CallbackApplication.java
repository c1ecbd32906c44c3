package io.berth.callback;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** callback-service as a process of its own. */
@SpringBootApplication
public class CallbackApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(CallbackApplication.class, arguments);
  }
}
