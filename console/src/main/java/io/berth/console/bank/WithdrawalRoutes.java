package io.berth.console.bank;

import io.berth.api.bank.BankOutcome.WithdrawalFile;
import io.berth.api.bank.BankOutcome.Withdrawals;
import io.berth.api.bank.BankOutcome.WithdrawalsExported;
import io.berth.api.bank.WithdrawalCommand.DecideWithdrawal;
import io.berth.api.bank.WithdrawalCommand.ExportWithdrawals;
import io.berth.api.bank.WithdrawalCommand.ReadWithdrawalFile;
import io.berth.api.bank.WithdrawalCommand.ReadWithdrawals;
import io.berth.console.operator.OperatorPages;
import io.berth.console.operator.UserNames;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Decides about withdrawals, and gives the bank's files. */
@Configuration(proxyBeanMethods = false)
class WithdrawalRoutes {
  private static final String PATH = "/console/operator/withdrawals";

  private final OperatorPages pages;
  private final UserNames userNames;

  WithdrawalRoutes(OperatorPages pages, UserNames userNames) {
    this.pages = pages;
    this.userNames = userNames;
  }

  @Bean
  RouterFunction<ServerResponse> operatedWithdrawals() {
    return RouterFunctions.route()
        .GET(PATH, request -> list(request, Map.of()))
        .POST(
            PATH + "/{id:[0-9]{1,18}}",
            request -> pages.console().form(request, form -> decide(request, form)))
        .POST(PATH + "/exports", request -> pages.console().form(request, _ -> export(request)))
        .GET(PATH + "/exports/{id:[0-9]{1,18}}", this::file)
        .build();
  }

  private Mono<ServerResponse> list(ServerRequest request, Map<String, String> problems) {
    boolean all = request.queryParam("all").isPresent();
    String before = request.queryParam("before").orElse("");
    Long beforeId = before.matches("[0-9]{1,18}") ? Long.valueOf(before) : null;
    return pages.ask(
        request,
        new ReadWithdrawals(!all, beforeId),
        Withdrawals.class,
        found -> {
          Map<String, Object> model = new HashMap<>();
          model.put("found", found);
          model.put("all", all);
          Stream<Long> uids =
              Stream.concat(
                  found.withdrawals().stream().map(each -> each.uid()),
                  found.exports().stream().map(each -> each.createdBy()));
          return userNames
              .named(request, uids)
              .flatMap(
                  names -> {
                    model.put("people", names);
                    return pages.show(request, "withdrawals", model, problems);
                  });
        });
  }

  private Mono<ServerResponse> decide(ServerRequest request, Form form) {
    return pages.change(
        request,
        new DecideWithdrawal(
            Long.parseLong(request.pathVariable("id")),
            form.text("decision").equals("approve"),
            form.text("reason")),
        PATH,
        "withdrawal-decided",
        problems -> list(request, problems));
  }

  private Mono<ServerResponse> export(ServerRequest request) {
    return pages
        .console()
        .submit(
            request,
            null,
            new ExportWithdrawals(),
            FormResult.of(
                WithdrawalsExported.class,
                _ -> pages.console().done(PATH, "withdrawals-exported"),
                problems -> list(request, problems)));
  }

  private Mono<ServerResponse> file(ServerRequest request) {
    return pages.find(
        request,
        new ReadWithdrawalFile(Long.parseLong(request.pathVariable("id"))),
        WithdrawalFile.class,
        found ->
            ServerResponse.ok()
                .contentType(MediaType.APPLICATION_XML)
                .cacheControl(CacheControl.noStore())
                .headers(
                    headers -> {
                      headers.setContentDisposition(
                          ContentDisposition.attachment()
                              .filename(found.messageId() + ".xml")
                              .build());
                      headers.set("X-Content-Type-Options", "nosniff");
                    })
                .bodyValue(found.file().getBytes(StandardCharsets.UTF_8)));
  }
}
