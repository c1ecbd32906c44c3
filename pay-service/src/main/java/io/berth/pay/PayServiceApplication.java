package io.berth.pay;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** pay-service as a process of its own. */
@SpringBootApplication
public class PayServiceApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(PayServiceApplication.class, arguments);
  }
}
