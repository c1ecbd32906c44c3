package io.berth.console.search;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome.AuditPage;
import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.company.CompanyOutcome.Company;
import io.berth.api.company.CompanyOutcome.Mine;
import io.berth.api.delivery.DeadLetterCommand.ReadCallbackAudit;
import io.berth.api.operator.OperatorDidCommand.ReadDidAudit;
import io.berth.api.operator.OperatorDidCommand.SearchApps;
import io.berth.api.operator.OperatorDidCommand.SearchCompanies;
import io.berth.api.operator.OperatorDidCommand.SearchUsers;
import io.berth.api.operator.OperatorDidOutcome.Companies;
import io.berth.api.operator.OperatorDidOutcome.OperatedApps;
import io.berth.api.operator.OperatorDidOutcome.Users;
import io.berth.api.operator.OperatorPayCommand.ReadPayAudit;
import io.berth.api.order.OrderCommand.FindCompanyOrders;
import io.berth.api.order.OrderCommand.FindOrders;
import io.berth.api.order.OrderOutcome.OrderList;
import io.berth.api.search.SearchCommand.FindInMyCompanies;
import io.berth.api.search.SearchOutcome.Found;
import io.berth.console.doctor.RefusedRequests;
import io.berth.console.page.GatewayClient;
import io.berth.console.search.SearchResult.Hit;
import io.berth.console.search.SearchResult.Part;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks all services at the same time for what a text may mean. Each looks within the companies of
 * the person, or, for operators, in all.
 */
@Component
class ConsoleSearch {

  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int AT_ONCE = 8;
  private static final int MOST_OF_A_LIST = 20;

  private final GatewayClient platform;
  private final RefusedRequests refusedRequests;

  ConsoleSearch(GatewayClient platform, RefusedRequests refusedRequests) {
    this.platform = platform;
    this.refusedRequests = refusedRequests;
  }

  /** Searches the companies of a person. */
  Mono<SearchResult> mine(ServerRequest request, SearchText text, Mine mine) {
    Set<String> appIds = mine.apps().stream().map(app -> app.appId()).collect(Collectors.toSet());
    SearchResult lists =
        SearchResult.of(
            Stream.concat(
                    mine.apps().stream().map(app -> text.app(app)),
                    mine.companies().stream().map(company -> text.company(company)))
                .flatMap(Optional::stream)
                .limit(MOST_OF_A_LIST)
                .toList());
    Flux<SearchResult> orders =
        Flux.fromIterable(mine.companies())
            .filter(company -> company.role() != Role.READ_ONLY)
            .flatMap(company -> orders(request, text, company), AT_ONCE);
    return Flux.merge(
            Flux.just(lists, refusals(text, appIds::contains)),
            keysAndPeople(request, text),
            orders)
        .reduce(SearchResult::plus);
  }

  /**
   * Searches the whole platform.
   *
   * @param keys as an operator found them
   */
  Mono<SearchResult> all(ServerRequest request, SearchText text, Found keys) {
    return Flux.merge(
            Flux.just(text.found(keys), refusals(text, _ -> true)),
            audited(request, text),
            part(request, new FindOrders(text.value()), Part.ORDERS, OrderList.class, text::orders),
            part(request, new SearchUsers(text.value()), Part.PEOPLE, Users.class, text::users),
            part(
                request,
                new SearchApps(text.value(), false, ""),
                Part.APPS,
                OperatedApps.class,
                text::operatedApps),
            part(
                request,
                new SearchCompanies(text.value(), ""),
                Part.COMPANIES,
                Companies.class,
                text::companies))
        .reduce(SearchResult::plus);
  }

  /** Asks every service for records of a request that changed something. */
  private Flux<SearchResult> audited(ServerRequest request, SearchText text) {
    if (!text.mayBeRequestId()) {
      return Flux.empty();
    }
    AuditFilter filter =
        new AuditFilter(null, null, null, AuditFilter.ofRequest(text.value()), null, 1);
    return Flux.<ConsoleCommand>just(
            new ReadDidAudit(filter), new ReadPayAudit(filter), new ReadCallbackAudit(filter))
        .flatMap(read -> part(request, read, Part.AUDIT, AuditPage.class, text::audited));
  }

  private Mono<SearchResult> orders(ServerRequest request, SearchText text, Company company) {
    return part(
        request,
        new FindCompanyOrders(company.companyId(), text.value()),
        Part.ORDERS,
        OrderList.class,
        text::orders);
  }

  private Mono<SearchResult> keysAndPeople(ServerRequest request, SearchText text) {
    return part(request, new FindInMyCompanies(text.value()), Part.KEYS, Found.class, text::found);
  }

  private SearchResult refusals(SearchText text, Predicate<String> appId) {
    return SearchResult.of(
        refusedRequests.appsOf(text.value(), appId).stream()
            .map(app -> new Hit(text.refusal(app), true))
            .toList());
  }

  private <T extends Outcome> Mono<SearchResult> part(
      ServerRequest request,
      ConsoleCommand command,
      Part part,
      Class<T> expected,
      Function<T, SearchResult> read) {
    return platform
        .ask(request, null, command)
        .map(
            outcome ->
                expected.isInstance(outcome)
                    ? read.apply(expected.cast(outcome))
                    : SearchResult.silent(part))
        .timeout(LIMIT, Mono.just(SearchResult.silent(part)));
  }
}
