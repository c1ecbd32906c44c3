package io.berth.pay.receipt;

import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.berth.api.Outcome;
import io.berth.api.Realm;
import io.berth.api.dispute.Dispute;
import io.berth.api.order.Order;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.access.AppNames;
import io.berth.pay.bank.BankProperties;
import io.berth.pay.bank.WithdrawalProperties;
import io.berth.pay.conversion.Conversions;
import io.berth.pay.dispute.DisputeReports;
import io.berth.service.caller.Callers;
import io.berth.service.page.Csrf;
import io.berth.service.page.Language;
import io.berth.service.page.Languages;
import io.berth.service.page.Pages;
import io.berth.service.page.SignIn;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code /account/payments}: a list, and a page for each. */
@Configuration(proxyBeanMethods = false)
class ReceiptRoutes {

  private static final String LIST = "/account/payments";
  private static final int PAGE = 20;
  private static final int MOST_RETURNS = 50;

  private final Receipts receipts;
  private final Conversions conversions;
  private final Apps apps;
  private final BankProperties bank;
  private final WithdrawalProperties withdrawals;
  private final Reports disputes;
  private final Pages pages;

  /** Users' reports by the form of a receipt. */
  @Component
  record Reports(DisputeReports reports, Csrf csrf) {}

  ReceiptRoutes(
      Receipts receipts,
      Conversions conversions,
      Apps apps,
      BankProperties bank,
      WithdrawalProperties withdrawals,
      Reports disputes,
      Pages pages) {
    this.receipts = receipts;
    this.conversions = conversions;
    this.apps = apps;
    this.bank = bank;
    this.withdrawals = withdrawals;
    this.disputes = disputes;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> receiptRoute() {
    return RouterFunctions.route()
        .GET(LIST, request -> SignIn.require(request, uid -> list(request, uid)))
        .GET(LIST + "/{id}", request -> SignIn.require(request, uid -> one(request, uid)))
        .POST(
            LIST + "/{id}/dispute",
            request -> SignIn.require(request, uid -> dispute(request, uid)))
        .build();
  }

  /** One more is read than shown, to know whether there are older ones. */
  private Mono<ServerResponse> list(ServerRequest request, long uid) {
    Long before = number(request.queryParam("before").orElse(""));
    return receipts
        .of(uid, before, PAGE + 1)
        .collectList()
        .zipWith(receipts.archivedBefore().map(Optional::of).defaultIfEmpty(Optional.empty()))
        .flatMap(
            both -> {
              List<Order> found = both.getT1();
              List<Order> shown = found.subList(0, Math.min(PAGE, found.size()));
              Map<String, @Nullable Object> model = new HashMap<>();
              model.put("receipts", shown.stream().map(order -> receipt(request, order)).toList());
              model.put("older", found.size() > PAGE ? shown.getLast().id() : null);
              model.put("first", before == null);
              both.getT2().ifPresent(day -> model.put("archived", day));
              boolean banks = bank.isOn() && Callers.of(request).realm() == Realm.LIVE;
              model.put("topUps", banks);
              model.put("withdrawals", banks && withdrawals.enabled());
              return pages.render(request, "receipts", model);
            });
  }

  private Mono<ServerResponse> one(ServerRequest request, long uid) {
    return one(request, uid, Map.of());
  }

  /**
   * @param more for the model: what is wrong with a report, and its input
   */
  private Mono<ServerResponse> one(ServerRequest request, long uid, Map<String, ?> more) {
    Long id = number(request.pathVariable("id"));
    return Mono.justOrEmpty(id)
        .flatMap(known -> receipts.find(uid, known))
        .flatMap(
            order ->
                receipts
                    .returnsOf(order, MOST_RETURNS)
                    .map(each -> receipt(request, each))
                    .collectList()
                    .zipWith(paidWith(order, uid))
                    .flatMap(
                        both -> {
                          Map<String, Object> model = new HashMap<>(more);
                          model.put("receipt", receipt(request, order));
                          model.put("returns", both.getT1());
                          both.getT2().ifPresent(paid -> model.put("paidWith", paid));
                          return withDisputes(order, model);
                        })
                    .flatMap(model -> pages.render(request, "receipt", model)))
        .switchIfEmpty(Mono.defer(() -> pages.error(request, NOT_FOUND)));
  }

  private Mono<Map<String, Object>> withDisputes(Order order, Map<String, Object> model) {
    DisputeReports reports = disputes.reports();
    return reports
        .ofOrder(order.id())
        .flatMap(
            present ->
                reports
                    .isPossible(order, present)
                    .map(
                        possible -> {
                          model.put("disputes", present);
                          model.put("reasons", Dispute.Reason.values());
                          model.put("mayDispute", possible);
                          return model;
                        }));
  }

  private Mono<ServerResponse> dispute(ServerRequest request, long uid) {
    return request
        .formData()
        .flatMap(
            form -> {
              String problem = disputes.csrf().problem(request, form);
              return problem == null
                  ? Mono.justOrEmpty(number(request.pathVariable("id")))
                      .flatMap(id -> receipts.find(uid, id))
                      .flatMap(order -> report(request, order, form))
                      .switchIfEmpty(Mono.defer(() -> pages.error(request, NOT_FOUND)))
                  : pages.error(request, FORBIDDEN, problem);
            });
  }

  private Mono<ServerResponse> report(
      ServerRequest request, Order order, MultiValueMap<String, String> form) {
    String text = Objects.requireNonNullElse(form.getFirst("text"), "");
    String chosen = Objects.requireNonNullElse(form.getFirst("reason"), "");
    Dispute.Reason reason =
        Arrays.stream(Dispute.Reason.values())
            .filter(each -> each.name().equals(chosen))
            .findFirst()
            .orElse(Dispute.Reason.OTHER);
    return disputes
        .reports()
        .open(order, reason, text, Callers.of(request))
        .flatMap(
            outcome ->
                outcome instanceof Outcome.Invalid(List<Outcome.Problem> problems)
                    ? one(
                        request,
                        Objects.requireNonNull(order.uid()),
                        Map.of(
                            "problem",
                            "disputes.problem." + problems.getFirst().problem(),
                            "text",
                            text,
                            "chosen",
                            reason))
                    : ServerResponse.seeOther(URI.create(LIST + "/" + order.id())).build());
  }

  /** Empty for the order's own coin. */
  private Mono<Optional<Conversions.Paid>> paidWith(Order order, long uid) {
    return conversions.of(order.id(), uid).singleOptional();
  }

  private Receipt receipt(ServerRequest request, Order order) {
    Language language = Languages.of(request.exchange());
    App app = apps.find(order.appId());
    return app == null
        ? new Receipt(order, order.appId(), "")
        : new Receipt(
            order,
            AppNames.in(app.profile().name(), language, app.appId()),
            AppNames.in(app.profile().company().name(), language, app.profile().company().id()));
  }

  private static @Nullable Long number(String text) {
    return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
  }
}
