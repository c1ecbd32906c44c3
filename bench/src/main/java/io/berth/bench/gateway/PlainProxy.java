package io.berth.bench.gateway;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Spring Cloud Gateway as it comes, with one route and no filter: the framework's own price. */
@SpringBootApplication(proxyBeanMethods = false)
class PlainProxy {

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(PlainProxy.class)
        .properties("spring.config.name=plain-proxy")
        .run(arguments);
  }
}
