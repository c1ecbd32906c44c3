package io.berth.bench.gateway;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Runs Spring Cloud Gateway with one route and no filter, to show the framework's cost. */
@SpringBootApplication(proxyBeanMethods = false)
class PlainProxy {

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(PlainProxy.class)
        .properties("spring.config.name=plain-proxy")
        .run(arguments);
  }
}
