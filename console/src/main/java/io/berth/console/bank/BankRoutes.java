package io.berth.console.bank;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.bank.BankCommand.AssignBankLine;
import io.berth.api.bank.BankCommand.CloseBankLine;
import io.berth.api.bank.BankCommand.CreditReturnedWithdrawal;
import io.berth.api.bank.BankCommand.CreditTopUp;
import io.berth.api.bank.BankCommand.ImportBankStatement;
import io.berth.api.bank.BankCommand.ReadBank;
import io.berth.api.bank.BankCommand.ReadBankLines;
import io.berth.api.bank.BankCommand.SetBankRate;
import io.berth.api.bank.BankOutcome.Bank;
import io.berth.api.bank.BankOutcome.BankLines;
import io.berth.api.bank.BankOutcome.StatementImported;
import io.berth.api.operator.OperatorDidOutcome.Account;
import io.berth.console.operator.OperatorPages;
import io.berth.console.operator.UserNames;
import io.berth.console.page.Amount;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.Uploads;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Imports bank statements, decides about their lines, and sets rates. */
@Configuration(proxyBeanMethods = false)
class BankRoutes {
  private static final String PATH = "/console/operator/bank";
  private static final String LINE = PATH + "/lines/{id:[0-9]{1,18}}";

  private final OperatorPages pages;
  private final UserNames userNames;
  private final Uploads uploads;

  BankRoutes(OperatorPages pages, UserNames userNames, Uploads uploads) {
    this.pages = pages;
    this.userNames = userNames;
    this.uploads = uploads;
  }

  @Bean
  RouterFunction<ServerResponse> bankRoute() {
    return RouterFunctions.route()
        .GET(PATH, request -> list(request, Map.of()))
        .POST(
            PATH + "/statements",
            request -> uploads.read(request, "file", file -> importing(request, file)))
        .POST(LINE, form(this::credit))
        .POST(LINE + "/withdrawn", form(this::creditReturned))
        .POST(LINE + "/assigned", form(this::assign))
        .POST(LINE + "/closed", form(this::close))
        .POST(PATH + "/rates", form(this::rate))
        .build();
  }

  private interface FormHandler {
    Mono<ServerResponse> handle(ServerRequest request, Form form);
  }

  private HandlerFunction<ServerResponse> form(FormHandler handler) {
    return request -> pages.console().form(request, form -> handler.handle(request, form));
  }

  private Mono<ServerResponse> list(ServerRequest request, Map<String, String> problems) {
    boolean all = request.queryParam("all").isPresent();
    String before = request.queryParam("before").orElse("");
    Long beforeId = before.matches("[0-9]{1,18}") ? Long.valueOf(before) : null;
    return pages.ask(
        request,
        new ReadBank(),
        Bank.class,
        bank ->
            pages.ask(
                request,
                new ReadBankLines(!all, beforeId),
                BankLines.class,
                found -> {
                  Map<String, Object> model = new HashMap<>();
                  model.put("bank", bank);
                  model.put("found", found);
                  model.put("all", all);
                  return userNames
                      .named(request, uids(found))
                      .flatMap(
                          names -> {
                            model.put("people", names);
                            return pages.show(request, "bank", model, problems);
                          });
                }));
  }

  private static Stream<Long> uids(BankLines found) {
    return found.lines().stream()
        .flatMap(
            line ->
                line.returned() != null
                    ? Stream.of(line.returned().uid())
                    : line.credit() != null
                        ? Stream.of(line.credit().uid(), line.credit().confirmedBy())
                        : line.match() == null ? Stream.empty() : Stream.of(line.match().uid()));
  }

  private Mono<ServerResponse> importing(ServerRequest request, byte[] file) {
    return pages
        .console()
        .submit(
            request,
            null,
            new ImportBankStatement(Base64.getEncoder().encodeToString(file)),
            FormResult.of(
                StatementImported.class,
                done ->
                    pages.console().done(PATH, done.added() == 0 ? "bank-known" : "bank-imported"),
                problems -> list(request, problems)));
  }

  private static long id(ServerRequest request) {
    return Long.parseLong(request.pathVariable("id"));
  }

  private Mono<ServerResponse> credit(ServerRequest request, Form form) {
    String topUp = form.text("topUp");
    return topUp.matches("[0-9]{1,18}")
        ? change(
            request,
            new CreditTopUp(id(request), Long.parseLong(topUp), form.text("reason")),
            "bank-credited")
        : again(request, Outcome.Invalid.of("topUp", "not-creditable"));
  }

  private Mono<ServerResponse> creditReturned(ServerRequest request, Form form) {
    String withdrawal = form.text("withdrawal");
    return withdrawal.matches("[0-9]{1,18}")
        ? change(
            request,
            new CreditReturnedWithdrawal(
                id(request), Long.parseLong(withdrawal), form.text("reason")),
            "bank-credited")
        : again(request, Outcome.Invalid.of("withdrawal", "not-creditable"));
  }

  /** Accepts the person by mail address or uid. */
  private Mono<ServerResponse> assign(ServerRequest request, Form form) {
    return userNames
        .find(request, form.text("uid"))
        .map(Account::uid)
        .flatMap(
            uid ->
                change(
                    request,
                    new AssignBankLine(id(request), uid, form.text("coin"), form.text("reason")),
                    "bank-credited"))
        .switchIfEmpty(Mono.defer(() -> again(request, Outcome.Invalid.of("uid", "unknown"))));
  }

  private Mono<ServerResponse> close(ServerRequest request, Form form) {
    boolean returned = form.text("what").equals("returned");
    return change(
        request, new CloseBankLine(id(request), returned, form.text("reason")), "bank-closed");
  }

  private Mono<ServerResponse> rate(ServerRequest request, Form form) {
    String typed = form.text("rate");
    BigDecimal rate = Amount.read(typed);
    return rate == null && !typed.isEmpty()
        ? again(request, Outcome.Invalid.of("rate", "malformed"))
        : change(
            request, new SetBankRate(form.text("coin"), rate, form.text("reason")), "bank-rate");
  }

  private Mono<ServerResponse> again(ServerRequest request, Outcome.Invalid invalid) {
    return list(request, pages.console().problems(request, invalid));
  }

  private Mono<ServerResponse> change(ServerRequest request, ConsoleCommand command, String flash) {
    return pages.change(request, command, PATH, flash, problems -> list(request, problems));
  }
}
