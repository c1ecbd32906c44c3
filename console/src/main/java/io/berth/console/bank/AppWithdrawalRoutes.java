package io.berth.console.bank;

import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Permission;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.bank.AppWithdrawalCommand;
import io.berth.api.bank.AppWithdrawalCommand.ReadAppWithdrawals;
import io.berth.api.bank.AppWithdrawalCommand.RequestAppWithdrawal;
import io.berth.api.bank.AppWithdrawalCommand.SetAppBankAccount;
import io.berth.api.bank.AppWithdrawalCommand.SetWithdrawalSchedule;
import io.berth.api.bank.AppWithdrawalOutcome.AppWithdrawalsFound;
import io.berth.api.bank.AppWithdrawalOutcome.WithdrawalSchedule;
import io.berth.console.page.Amount;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.PageView;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Lets owners withdraw an app's money to their company's bank account. */
@Configuration(proxyBeanMethods = false)
class AppWithdrawalRoutes {
  private static final String PATH = "/console/apps/{appId}/withdrawals";
  private static final Form NOTHING = new Form(new LinkedMultiValueMap<>());

  private final ConsolePages pages;

  AppWithdrawalRoutes(ConsolePages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> appWithdrawalPages() {
    return RouterFunctions.route()
        .GET(PATH, request -> show(request, NOTHING, Map.of()))
        .POST(PATH, request -> pages.form(request, form -> withdraw(request, form)))
        .POST(PATH + "/account", request -> pages.form(request, form -> account(request, form)))
        .POST(PATH + "/schedule", request -> pages.form(request, form -> schedule(request, form)))
        .build();
  }

  private Mono<ServerResponse> show(
      ServerRequest request, Form typed, Map<String, String> problems) {
    return pages.app(
        request,
        head ->
            pages.ask(
                request,
                head.app().appId(),
                new ReadAppWithdrawals(),
                AppWithdrawalsFound.class,
                found -> {
                  Map<String, Object> model = model(head, found, typed, problems);
                  PageView view =
                      new PageView(head, "balance", "reconciliation/withdrawals", model);
                  return problems.isEmpty()
                      ? pages.render(request, head, view.section(), view.template(), model)
                      : pages.renderAgain(request, view, problems);
                }));
  }

  private static Map<String, Object> model(
      Head head, AppWithdrawalsFound found, Form typed, Map<String, String> problems) {
    Map<String, Object> model = new HashMap<>();
    model.put("found", found);
    model.put("lines", found.withdrawals().stream().map(AppWithdrawalView::new).toList());
    model.put("schedules", WithdrawalSchedule.values());
    model.put("mayChange", head.allows(Permission.COMPANY_WRITE));
    model.put("coin", typed.text("coin"));
    model.put("amount", typed.text("amount"));
    model.put("iban", typed.text("iban"));
    model.put("holder", typed.text("holder"));
    // A withdrawal whose outcome is unknown keeps its key, so that sending it again makes no
    // second.
    model.put(
        "key",
        problems.containsKey(ConsolePages.WHOLE_FORM) && typed.has("key")
            ? typed.text("key")
            : UUID.randomUUID().toString());
    return model;
  }

  private Mono<ServerResponse> withdraw(ServerRequest request, Form form) {
    BigDecimal amount = Amount.read(form.text("amount"));
    return amount == null
        ? show(request, form, pages.problems(request, Invalid.of("amount", "malformed")))
        : change(
            request,
            form,
            new RequestAppWithdrawal(form.text("coin"), amount, form.text("key")),
            "withdrawal-requested");
  }

  private Mono<ServerResponse> account(ServerRequest request, Form form) {
    return change(
        request,
        form,
        new SetAppBankAccount(form.text("iban"), form.text("holder")),
        "bank-account-set");
  }

  private Mono<ServerResponse> schedule(ServerRequest request, Form form) {
    return Arrays.stream(WithdrawalSchedule.values())
        .filter(each -> each.name().equals(form.text("schedule")))
        .findFirst()
        .map(schedule -> change(request, form, new SetWithdrawalSchedule(schedule), "schedule-set"))
        .orElseGet(
            () -> show(request, form, pages.problems(request, Invalid.of("app", "malformed"))));
  }

  private Mono<ServerResponse> change(
      ServerRequest request, Form form, AppWithdrawalCommand command, String done) {
    String appId = request.pathVariable("appId");
    return pages.submit(
        request,
        appId,
        command,
        FormResult.of(
            Outcome.Done.class,
            _ -> pages.done("/console/apps/" + appId + "/withdrawals", done),
            problems -> show(request, form, problems)));
  }
}
