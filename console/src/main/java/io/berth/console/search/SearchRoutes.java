package io.berth.console.search;

import io.berth.api.company.CompanyCommand.ReadMine;
import io.berth.api.company.CompanyOutcome.Mine;
import io.berth.api.search.SearchCommand.FindKeys;
import io.berth.api.search.SearchOutcome.Found;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.place.Place;
import io.berth.console.place.PlaceCookie;
import io.berth.service.caller.Callers;
import io.berth.service.page.Languages;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Finds anything by one text, and pins places. */
@Configuration(proxyBeanMethods = false)
class SearchRoutes {

  private final ConsolePages pages;
  private final ConsoleSearch search;
  private final PlaceCookie places;
  private final SearchBudget budget = new SearchBudget(InstantSource.system());

  SearchRoutes(ConsolePages pages, ConsoleSearch search, PlaceCookie places) {
    this.pages = pages;
    this.search = search;
    this.places = places;
  }

  @Bean
  RouterFunction<ServerResponse> searchPages() {
    return RouterFunctions.route()
        .GET("/console/search", this::find)
        .POST("/console/pins", request -> pages.form(request, form -> pin(request, form)))
        .build();
  }

  private Mono<ServerResponse> find(ServerRequest request) {
    SearchText text =
        SearchText.of(request.queryParam("q").orElse(""), Languages.of(request.exchange()).tag());
    Long uid = Callers.of(request).uid();
    if (uid != null && !text.value().isEmpty() && !budget.take(uid)) {
      return pages.error(request, HttpStatus.TOO_MANY_REQUESTS);
    }
    return pages.ask(request, null, new ReadMine(), Mine.class, mine -> find(request, text, mine));
  }

  private Mono<ServerResponse> find(ServerRequest request, SearchText text, Mine mine) {
    if (text.value().isEmpty()) {
      return show(request, text, SearchResult.NOTHING);
    }
    return mine.operator()
        ? pages.ask(
            request,
            null,
            new FindKeys(text.value()),
            Found.class,
            keys -> search.all(request, text, keys).flatMap(all -> respond(request, text, all)))
        : search.mine(request, text, mine).flatMap(found -> respond(request, text, found));
  }

  private Mono<ServerResponse> respond(ServerRequest request, SearchText text, SearchResult found) {
    Place only = found.only();
    return only == null
        ? show(request, text, found)
        : ServerResponse.seeOther(URI.create(only.href())).build();
  }

  private Mono<ServerResponse> show(ServerRequest request, SearchText text, SearchResult found) {
    return pages.render(
        request,
        "search",
        "search",
        Map.of("q", text.value(), "found", found.byKind(), "silent", found.silent()));
  }

  private Mono<ServerResponse> pin(ServerRequest request, Form form) {
    Optional<Place.Kind> kind =
        Arrays.stream(Place.Kind.values())
            .filter(one -> one.name().equals(form.text("kind")))
            .findFirst();
    Long uid = Callers.of(request).uid();
    if (kind.isEmpty() || uid == null) {
      return pages.error(request, HttpStatus.BAD_REQUEST);
    }
    Place place = new Place(kind.get(), form.text("within"), form.text("id"), "");
    places.pin(request, uid, place, form.has("pin"));
    return ServerResponse.seeOther(URI.create(place.href())).build();
  }
}
