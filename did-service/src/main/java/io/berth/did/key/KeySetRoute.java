package io.berth.did.key;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Publishes the public keys. */
@Configuration(proxyBeanMethods = false)
class KeySetRoute {

  @Bean
  RouterFunction<ServerResponse> keySet(TokenKeys keys) {
    return RouterFunctions.route()
        .GET(
            "/.well-known/jwks.json",
            _ ->
                ServerResponse.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic())
                    .bodyValue(keys.publicSet()))
        .build();
  }
}
