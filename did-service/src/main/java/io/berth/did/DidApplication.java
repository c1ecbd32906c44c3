package io.berth.did;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** did-service as a process of its own. */
@SpringBootApplication
public class DidApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(DidApplication.class, arguments);
  }
}
