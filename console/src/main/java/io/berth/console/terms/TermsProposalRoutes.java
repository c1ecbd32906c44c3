package io.berth.console.terms;

import io.berth.api.Outcome.Invalid;
import io.berth.api.terms.Terms;
import io.berth.api.terms.TermsCommand.OperateTerms;
import io.berth.api.terms.TermsCommand.ProposeTerms;
import io.berth.api.terms.TermsCommand.WithdrawTerms;
import io.berth.api.terms.TermsOutcome.TermsFound;
import io.berth.api.terms.TermsOutcome.TermsVersion;
import io.berth.console.operator.OperatorPages;
import io.berth.console.page.Amount;
import io.berth.console.page.Form;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows operators an app's terms, and takes their proposals. */
@Configuration(proxyBeanMethods = false)
class TermsProposalRoutes {
  private static final String PATH = "/console/operator/terms/{app}";

  private final OperatorPages pages;

  TermsProposalRoutes(OperatorPages pages) {
    this.pages = pages;
  }

  /**
   * Fields as they were typed, or as the latest proposal or the app has them.
   *
   * @param limits lines of a code and an amount
   * @param deposit lines of a code and an amount
   */
  public record Fields(String cutRate, String limits, String deposit, String note) {
    static Fields of(TermsFound found) {
      TermsVersion proposed = found.proposed();
      Terms terms = proposed == null ? found.present() : proposed.terms();
      return new Fields(
          terms.cutRate().toPlainString(),
          lines(terms.dailyPayoutLimit()),
          lines(terms.deposit()),
          proposed == null ? "" : proposed.note());
    }

    static Fields of(Form form) {
      return new Fields(
          form.text("cutRate"),
          form.text("dailyPayoutLimit"),
          form.text("deposit"),
          form.text("note"));
    }

    private static String lines(Map<String, BigDecimal> amounts) {
      return new TreeMap<>(amounts)
          .entrySet().stream()
              .map(each -> each.getKey() + " " + each.getValue().toPlainString())
              .collect(Collectors.joining("\n"));
    }
  }

  @Bean
  RouterFunction<ServerResponse> termsProposals() {
    return RouterFunctions.route()
        .GET(PATH, request -> show(request, null, Map.of()))
        .POST(PATH, request -> pages.console().form(request, form -> propose(request, form)))
        .POST(
            PATH + "/withdraw",
            request -> pages.console().form(request, form -> withdraw(request, form)))
        .build();
  }

  private Mono<ServerResponse> show(
      ServerRequest request, @Nullable Fields typed, Map<String, String> problems) {
    return pages.find(
        request,
        new OperateTerms(request.pathVariable("app")),
        TermsFound.class,
        found ->
            pages.show(
                request,
                "terms",
                Map.of("found", found, "fields", typed == null ? Fields.of(found) : typed),
                problems));
  }

  private Mono<ServerResponse> propose(ServerRequest request, Form form) {
    String app = request.pathVariable("app");
    Fields fields = Fields.of(form);
    BigDecimal cutRate = Amount.read(fields.cutRate());
    Map<String, BigDecimal> limits = Amount.byCoin(fields.limits());
    Map<String, BigDecimal> deposit = Amount.byCoin(fields.deposit());
    if (cutRate == null || limits == null || deposit == null) {
      String field = cutRate == null ? "cutRate" : limits == null ? "dailyPayoutLimit" : "deposit";
      return show(
          request, fields, pages.console().problems(request, Invalid.of(field, "malformed")));
    }
    return pages.change(
        request,
        new ProposeTerms(app, new Terms(cutRate, limits, deposit), fields.note()),
        "/console/operator/terms/" + app,
        "terms-proposed",
        problems -> show(request, fields, problems));
  }

  private Mono<ServerResponse> withdraw(ServerRequest request, Form form) {
    String app = request.pathVariable("app");
    return pages.change(
        request,
        new WithdrawTerms(app, TermsRoutes.version(form), form.text("reason")),
        "/console/operator/terms/" + app,
        "terms-withdrawn",
        problems -> show(request, null, problems));
  }
}
