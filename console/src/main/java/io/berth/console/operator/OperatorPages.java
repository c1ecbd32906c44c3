package io.berth.console.operator;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.change.ChangeOutcome;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.FormResult;
import io.berth.console.page.PageView;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shared by the operators' pages: commands, forms and rendering. */
@Component
public class OperatorPages {
  private final ConsolePages pages;

  OperatorPages(ConsolePages pages) {
    this.pages = pages;
  }

  public ConsolePages console() {
    return pages;
  }

  public <T extends Outcome> Mono<ServerResponse> ask(
      ServerRequest request,
      ConsoleCommand command,
      Class<T> expected,
      Function<T, Mono<ServerResponse>> answered) {
    return pages.ask(request, null, command, expected, answered);
  }

  /** Sends a command for something that may not exist, which is then a 404 page. */
  public <T extends Outcome> Mono<ServerResponse> find(
      ServerRequest request,
      ConsoleCommand command,
      Class<T> expected,
      Function<T, Mono<ServerResponse>> answered) {
    return pages.find(request, null, command, expected, answered);
  }

  public Mono<ServerResponse> show(
      ServerRequest request, String name, Map<String, ?> model, Map<String, String> problems) {
    Map<String, Object> all = new HashMap<>(model);
    all.put("operating", true);
    String template = "operator/" + name;
    return problems.isEmpty()
        ? pages.render(request, template, template, all)
        : pages.renderAgain(request, new PageView(null, template, template, all), problems);
  }

  /**
   * Sends a form's command and redirects.
   *
   * @param next address of the next page
   * @param again shows the form's page with its problems
   */
  public Mono<ServerResponse> change(
      ServerRequest request,
      ConsoleCommand command,
      String next,
      String flash,
      Function<Map<String, String>, Mono<ServerResponse>> again) {
    return pages.submit(
        request,
        null,
        command,
        new FormResult<>(
            Outcome.Done.class,
            _ -> pages.done(next, flash),
            waiting -> pages.done(next, waits(waiting)),
            again));
  }

  private static String waits(ChangeOutcome.ChangeWaiting waiting) {
    return waiting.appliesAt() == null ? "change-waiting" : "change-alone";
  }

  public static String query(ServerRequest request, String name) {
    return request.queryParam(name).map(String::strip).orElse("");
  }
}
