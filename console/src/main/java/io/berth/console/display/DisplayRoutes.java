package io.berth.console.display;

import io.berth.api.company.CompanyCommand.ReadCurrentUser;
import io.berth.api.company.CompanyOutcome.CurrentUser;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Display;
import io.berth.console.page.DisplayedList;
import io.berth.console.page.Form;
import io.berth.service.page.Zones;
import io.berth.service.runtime.PlatformProperties;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Lets people choose their time zone, the density of tables, and the columns of lists. */
@Configuration(proxyBeanMethods = false)
class DisplayRoutes {
  private static final String PATH = "/console/display";

  /** Names of places; the others are old names of theirs and offsets. */
  private static final List<String> ZONES =
      ZoneId.getAvailableZoneIds().stream()
          .filter(
              zone ->
                  zone.equals("UTC")
                      || zone.matches(
                          "(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*"))
          .sorted()
          .toList();

  private final ConsolePages pages;
  private final boolean secure;

  DisplayRoutes(ConsolePages pages, PlatformProperties properties) {
    this.pages = pages;
    this.secure = properties.secure();
  }

  @Bean
  RouterFunction<ServerResponse> displayPages() {
    return RouterFunctions.route()
        .GET(PATH, this::show)
        .POST(PATH, request -> pages.form(request, form -> save(request, form)))
        .POST(PATH + "/columns", request -> pages.form(request, form -> columns(request, form)))
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request) {
    ZoneId chosen = Zones.chosen(request.exchange());
    ZoneId present = Zones.of(request.exchange());
    Map<String, @Nullable Object> model = new HashMap<>();
    model.put("zones", ZONES);
    model.put("chosen", chosen == null ? "" : chosen.getId());
    model.put("present", present == null ? "UTC" : present.getId());
    return pages.ask(
        request,
        null,
        new ReadCurrentUser(),
        CurrentUser.class,
        _ -> pages.render(request, "display", "display", model));
  }

  private Mono<ServerResponse> save(ServerRequest request, Form form) {
    ZoneId zone = Zones.named(form.text("zone"));
    request.exchange().getResponse().addCookie(Zones.remembering(zone, secure));
    return remember(
        request, Display.of(request).withCompact(form.text("density").equals("compact")), PATH);
  }

  private Mono<ServerResponse> columns(ServerRequest request, Form form) {
    String app = form.text("app");
    return Arrays.stream(DisplayedList.values())
        .filter(list -> list.id().equals(form.text("list")))
        .findFirst()
        .filter(_ -> app.matches("[a-z0-9_.]{1,64}"))
        .map(
            list ->
                remember(
                    request,
                    Display.of(request).withColumns(list, new HashSet<>(form.all("column"))),
                    "/console/apps/" + app + "/" + list.id()))
        .orElseGet(() -> pages.error(request, HttpStatus.BAD_REQUEST));
  }

  private Mono<ServerResponse> remember(ServerRequest request, Display display, String next) {
    request.exchange().getResponse().addCookie(display.cookie(secure));
    return pages.done(next, "display");
  }
}
