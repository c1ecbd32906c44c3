package io.berth.did.publication;

import io.berth.did.app.AppRecords;
import io.berth.service.directory.DirectoryState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Tells services how many apps there are, so that they know whether their copy is whole. */
@Configuration(proxyBeanMethods = false)
class DirectoryStateRoute {

  @Bean
  RouterFunction<ServerResponse> directoryState(AppRecords apps) {
    return RouterFunctions.route()
        .GET(
            DirectoryState.PATH,
            _ ->
                apps.state()
                    .flatMap(
                        state ->
                            ServerResponse.ok()
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(state)))
        .build();
  }
}
