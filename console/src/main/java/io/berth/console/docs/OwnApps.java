package io.berth.console.docs;

import io.berth.api.company.CompanyCommand.ReadMine;
import io.berth.api.company.CompanyOutcome.Mine;
import io.berth.console.page.GatewayClient;
import io.berth.service.caller.Callers;
import io.berth.service.page.Languages;
import io.berth.service.page.Names;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Finds the reader's apps that speak the dialect of a document. */
@Component
class OwnApps {

  private final GatewayClient platform;

  OwnApps(GatewayClient platform) {
    this.platform = platform;
  }

  /**
   * @param name in the reader's language
   */
  record OwnApp(String appId, String name) {}

  /** Returns none where nobody is signed in, or a service does not respond. */
  Mono<List<OwnApp>> of(ServerRequest request, String dialect) {
    if (Callers.of(request).uid() == null) {
      return Mono.just(List.of());
    }
    String language = Languages.of(request.exchange()).tag();
    return platform
        .ask(request, null, new ReadMine())
        .map(
            outcome ->
                outcome instanceof Mine mine
                    ? mine.apps().stream()
                        .filter(app -> app.dialect().equals(dialect))
                        .map(
                            app ->
                                new OwnApp(
                                    app.appId(), Names.in(language, app.name(), app.appId())))
                        .toList()
                    : List.of());
  }
}
