package io.berth.console.order;

import io.berth.api.Permission;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.delivery.DrillCommand.ReadDrill;
import io.berth.api.delivery.DrillCommand.StartDrill;
import io.berth.api.delivery.DrillOutcome;
import io.berth.api.delivery.DrillOutcome.DrillFound;
import io.berth.api.delivery.DrillOutcome.NoDrill;
import io.berth.console.live.LiveStreams;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.GatewayClient;
import io.berth.console.page.PageView;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Starts a merchant drill and shows its grades. */
@Configuration(proxyBeanMethods = false)
class DrillRoutes {

  private static final String DRILL = "/console/apps/{appId}/drill";
  private static final Duration LOOK = Duration.ofSeconds(1);

  @Bean
  RouterFunction<ServerResponse> drill(
      ConsolePages pages, GatewayClient platform, LiveStreams streams) {
    return RouterFunctions.route()
        .GET(DRILL, request -> pages.app(request, head -> show(pages, request, head, Map.of())))
        .GET(DRILL + "/live", request -> live(platform, streams, request))
        .POST(DRILL, request -> pages.form(request, form -> start(pages, request, form)))
        .build();
  }

  private static Mono<ServerResponse> show(
      ConsolePages pages, ServerRequest request, Head head, Map<String, String> problems) {
    return pages.ask(
        request,
        head.app().appId(),
        new ReadDrill(SearchQuery.of(request, "id").number("id")),
        DrillOutcome.class,
        outcome -> {
          Map<String, @Nullable Object> model = model(head, outcome);
          return problems.isEmpty()
              ? pages.render(request, head, "drill", "order/drill", model)
              : pages.renderAgain(
                  request, new PageView(head, "drill", "order/drill", model), problems);
        });
  }

  private static Mono<ServerResponse> live(
      GatewayClient platform, LiveStreams streams, ServerRequest request) {
    ReadDrill read = new ReadDrill(SearchQuery.of(request, "id").number("id"));
    Mono<String> look =
        Mono.defer(() -> platform.ask(request, request.pathVariable("appId"), read))
            .ofType(DrillFound.class)
            .map(LiveStreams::version);
    return streams.open(request, LOOK, look);
  }

  private static Map<String, @Nullable Object> model(Head head, DrillOutcome outcome) {
    Map<String, @Nullable Object> model = new HashMap<>();
    model.put("maySend", head.allows(Permission.CALLBACKS_WRITE));
    switch (outcome) {
      case NoDrill none -> model.put("receiver", none.receiver());
      case DrillFound found -> {
        model.put("receiver", found.receiver());
        model.put("drill", found);
        model.put("version", LiveStreams.version(found));
        model.put("running", found.finishedAt() == null && !found.interrupted());
      }
    }
    return model;
  }

  private static Mono<ServerResponse> start(ConsolePages pages, ServerRequest request, Form form) {
    String url = form.text("url");
    return pages.app(
        request,
        head ->
            pages.submit(
                request,
                head.app().appId(),
                new StartDrill(url.isEmpty() ? null : url),
                FormResult.of(
                    DrillFound.class,
                    started ->
                        pages.done(
                            "/console/apps/" + head.app().appId() + "/drill?id=" + started.id(),
                            "drill.started"),
                    problems -> show(pages, request, head, problems))));
  }
}
