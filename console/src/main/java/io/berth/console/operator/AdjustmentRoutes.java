package io.berth.console.operator;

import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.operator.OperatorDidOutcome.Account;
import io.berth.api.operator.OperatorPayCommand.DecideAdjustment;
import io.berth.api.operator.OperatorPayCommand.ReadAdjustments;
import io.berth.api.operator.OperatorPayCommand.ReadAllCoins;
import io.berth.api.operator.OperatorPayCommand.ReadConversions;
import io.berth.api.operator.OperatorPayCommand.ReadSuspense;
import io.berth.api.operator.OperatorPayCommand.RequestAdjustment;
import io.berth.api.operator.OperatorPayCommand.Side;
import io.berth.api.operator.OperatorPayOutcome.Adjustment;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentFound;
import io.berth.api.operator.OperatorPayOutcome.Adjustments;
import io.berth.api.operator.OperatorPayOutcome.Conversions;
import io.berth.api.operator.OperatorPayOutcome.Suspense;
import io.berth.api.operator.OperatorPayOutcome.SuspenseAccount;
import io.berth.console.page.Amount;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.service.caller.Callers;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Requests, decides and lists credits and debits. */
@Configuration(proxyBeanMethods = false)
class AdjustmentRoutes {
  private static final String PATH = "/console/operator/adjustments";

  private final OperatorPages pages;
  private final UserNames userNames;

  AdjustmentRoutes(OperatorPages pages, UserNames userNames) {
    this.pages = pages;
    this.userNames = userNames;
  }

  @Bean
  RouterFunction<ServerResponse> adjustments() {
    ConsolePages console = pages.console();
    return RouterFunctions.route()
        .GET(PATH, request -> list(request, new Form(request.queryParams()), Map.of()))
        .POST(PATH, request -> console.form(request, form -> request(request, form)))
        .POST(
            PATH + "/{id:[0-9]{1,18}}",
            request ->
                console.form(
                    request,
                    form -> decide(request, form, form.text("decision").equals("approve"))))
        .POST(
            PATH + "/{id:[0-9]{1,18}}/withdrawn",
            request -> console.form(request, form -> decide(request, form, false)))
        .build();
  }

  private Mono<ServerResponse> list(
      ServerRequest request, Form form, Map<String, String> problems) {
    boolean waiting = OperatorPages.query(request, "waiting").equals("true");
    String before = OperatorPages.query(request, "before");
    Long beforeId = before.matches("[0-9]{1,18}") ? Long.valueOf(before) : null;
    return pages.ask(
        request,
        new ReadAdjustments(waiting, beforeId),
        Adjustments.class,
        found ->
            pages.ask(
                request,
                new ReadAllCoins(),
                BalanceOutcome.Coins.class,
                coins ->
                    pages.ask(
                        request,
                        new ReadSuspense(),
                        Suspense.class,
                        suspense ->
                            pages.ask(
                                request,
                                new ReadConversions(),
                                Conversions.class,
                                conversions -> {
                                  Map<String, Object> model = new HashMap<>();
                                  model.put("suspense", suspense.accounts());
                                  model.put("conversions", conversions.accounts());
                                  model.put("found", found);
                                  model.put("coins", coins.coins());
                                  model.put("waiting", waiting);
                                  model.put("form", form);
                                  return show(
                                      request, model, uids(found, suspense), form, problems);
                                }))));
  }

  private Mono<ServerResponse> show(
      ServerRequest request,
      Map<String, Object> model,
      Stream<Long> uids,
      Form form,
      Map<String, String> problems) {
    String key = form.text("key");
    model.put("self", Callers.of(request).uid());
    model.put("key", key.isEmpty() ? UUID.randomUUID().toString() : key);
    return userNames
        .named(request, uids.filter(uid -> uid != 0))
        .flatMap(
            names -> {
              model.put("people", names);
              return pages.show(request, "adjustments", model, problems);
            });
  }

  private static Stream<Long> uids(Adjustments found, Suspense suspense) {
    return Stream.concat(
        suspense.accounts().stream().map(SuspenseAccount::formerUid),
        found.adjustments().stream()
            .flatMap(
                adjustment ->
                    Stream.concat(
                        Stream.of(adjustment.uid(), adjustment.requestedBy()),
                        Stream.ofNullable(adjustment.decidedBy()))));
  }

  private static Side side(Form form) {
    return switch (form.text("side")) {
      case "DEBIT" -> Side.DEBIT;
      case "ASSIGN" -> Side.ASSIGN;
      case "FUND" -> Side.FUND;
      case "DRAW" -> Side.DRAW;
      default -> Side.CREDIT;
    };
  }

  /** Accepts the account's owner by mail address or uid. */
  private Mono<ServerResponse> request(ServerRequest request, Form form) {
    BigDecimal amount = Amount.read(form.text("amount"));
    if (amount == null) {
      return again(request, form, Outcome.Invalid.of("amount", "malformed"));
    }
    Side side = side(form);
    if (side == Side.FUND || side == Side.DRAW) {
      return send(request, form, 0, amount);
    }
    return userNames
        .find(request, form.text("uid"))
        .map(Account::uid)
        .defaultIfEmpty(0L)
        .flatMap(
            uid ->
                uid == 0
                    ? again(request, form, Outcome.Invalid.of("uid", "unknown"))
                    : send(request, form, uid, amount));
  }

  private Mono<ServerResponse> again(ServerRequest request, Form form, Outcome.Invalid invalid) {
    return list(request, form, pages.console().problems(request, invalid));
  }

  private Mono<ServerResponse> send(ServerRequest request, Form form, long uid, BigDecimal amount) {
    RequestAdjustment asked =
        new RequestAdjustment(
            form.text("key"),
            side(form),
            uid,
            form.text("account").equals("OPEN") ? AccountKind.OPEN : AccountKind.COIN,
            form.text("coin"),
            amount,
            form.text("reason"));
    return pages
        .console()
        .submit(
            request,
            null,
            asked,
            FormResult.of(
                AdjustmentFound.class,
                found -> pages.console().done(PATH, flash(found.adjustment())),
                problems -> list(request, form, problems)));
  }

  /** Sends a decision; a rejection by the requester withdraws the request. */
  private Mono<ServerResponse> decide(ServerRequest request, Form form, boolean approved) {
    DecideAdjustment decision =
        new DecideAdjustment(
            Long.parseLong(request.pathVariable("id")), approved, form.text("reason"));
    return pages
        .console()
        .submit(
            request,
            null,
            decision,
            FormResult.of(
                AdjustmentFound.class,
                found -> pages.console().done(PATH, flash(found.adjustment())),
                problems -> list(request, new Form(request.queryParams()), problems)));
  }

  private static String flash(Adjustment adjustment) {
    return switch (adjustment.state()) {
      case WAITING -> adjustment.appliesAt() == null ? "adjustment-waiting" : "adjustment-alone";
      case APPROVED -> "adjustment-approved";
      case REJECTED -> "adjustment-rejected";
      case WITHDRAWN -> "adjustment-withdrawn";
      case EXPIRED -> "adjustment-expired";
      case POSTED -> "adjustment-posted";
      case REFUSED -> "adjustment-refused";
    };
  }
}
