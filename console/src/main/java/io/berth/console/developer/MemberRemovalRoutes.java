package io.berth.console.developer;

import io.berth.api.Outcome;
import io.berth.api.company.CompanyCommand.ReadCompany;
import io.berth.api.company.CompanyCommand.RemoveMember;
import io.berth.api.company.CompanyOutcome.CompanyFound;
import io.berth.api.company.CompanyOutcome.Member;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.FormResult;
import io.berth.console.page.PageView;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Confirms and removes a member of a company; works without JavaScript. */
@Configuration(proxyBeanMethods = false)
class MemberRemovalRoutes {
  private final ConsolePages pages;

  MemberRemovalRoutes(ConsolePages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> memberRemoval() {
    String path = "/console/companies/{companyId}/members/{uid:[0-9]{1,18}}/remove";
    return RouterFunctions.route()
        .GET(path, request -> ask(request, Map.of()))
        .POST(path, request -> pages.form(request, _ -> remove(request)))
        .build();
  }

  private Mono<ServerResponse> ask(ServerRequest request, Map<String, String> problems) {
    return pages.ask(
        request,
        null,
        new ReadCompany(company(request)),
        CompanyFound.class,
        found ->
            found.members().stream()
                .filter(member -> member.uid() == uid(request))
                .findFirst()
                .map(member -> show(request, found, member, problems))
                .orElseGet(() -> pages.error(request, HttpStatus.NOT_FOUND)));
  }

  private Mono<ServerResponse> show(
      ServerRequest request, CompanyFound found, Member member, Map<String, String> problems) {
    Map<String, Object> model = Map.of("company", found.company(), "member", member);
    String template = "developer/remove-member";
    return problems.isEmpty()
        ? pages.render(request, "apps", template, model)
        : pages.renderAgain(request, new PageView(null, "apps", template, model), problems);
  }

  private Mono<ServerResponse> remove(ServerRequest request) {
    return pages.submit(
        request,
        null,
        new RemoveMember(company(request), uid(request)),
        FormResult.of(
            Outcome.Done.class,
            _ -> pages.done("/console/companies/" + company(request), "member-removed"),
            problems -> ask(request, problems)));
  }

  private static String company(ServerRequest request) {
    return request.pathVariable("companyId");
  }

  private static long uid(ServerRequest request) {
    return Long.parseLong(request.pathVariable("uid"));
  }
}
