package io.berth.console.developer;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.company.CompanyCommand.ChangeMember;
import io.berth.api.company.CompanyCommand.CreateCompany;
import io.berth.api.company.CompanyCommand.InviteMember;
import io.berth.api.company.CompanyCommand.ReadCompany;
import io.berth.api.company.CompanyCommand.ReadMine;
import io.berth.api.company.CompanyCommand.RenameCompany;
import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.company.CompanyCommand.WithdrawInvitation;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.company.CompanyOutcome.Company;
import io.berth.api.company.CompanyOutcome.CompanyFound;
import io.berth.api.company.CompanyOutcome.CompanyMade;
import io.berth.api.company.CompanyOutcome.Mine;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.PageView;
import io.berth.console.place.Place;
import io.berth.service.page.Languages;
import io.berth.service.page.Names;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows a user's companies and the members of each. */
@Configuration(proxyBeanMethods = false)
class CompanyRoutes {
  private final ConsolePages pages;

  CompanyRoutes(ConsolePages pages) {
    this.pages = pages;
  }

  /** A company with its apps, as the list shows it. */
  public record Group(Company company, List<AppLine> apps, boolean mayMake) {}

  @Bean
  RouterFunction<ServerResponse> companyPages() {
    String one = "/console/companies/{companyId}";
    return RouterFunctions.route()
        .GET("/console", this::list)
        .POST("/console/companies", request -> pages.form(request, form -> create(request, form)))
        .GET(one, request -> show(request, Map.of()))
        .POST(one + "/name", request -> pages.form(request, form -> rename(request, form)))
        .POST(one + "/invitations", request -> pages.form(request, form -> invite(request, form)))
        .POST(
            one + "/invitations/withdraw",
            request ->
                pages.form(
                    request,
                    form ->
                        change(
                            request,
                            new WithdrawInvitation(id(request), form.text("login")),
                            "invitation-withdrawn")))
        .POST(one + "/members", request -> pages.form(request, form -> member(request, form)))
        .build();
  }

  private Mono<ServerResponse> list(ServerRequest request) {
    return pages.ask(request, null, new ReadMine(), Mine.class, mine -> list(request, mine));
  }

  private Mono<ServerResponse> list(ServerRequest request, Mine mine) {
    return pages.render(request, "apps", "developer/apps", Map.of("groups", groups(mine)));
  }

  private static List<Group> groups(Mine mine) {
    return mine.companies().stream()
        .map(
            company ->
                new Group(
                    company,
                    mine.apps().stream()
                        .filter(app -> app.companyId().equals(company.companyId()))
                        .toList(),
                    mayMake(company)))
        .toList();
  }

  private static boolean mayMake(Company company) {
    return company.role() == Role.OWNER || company.role() == Role.DEVELOPER;
  }

  private Mono<ServerResponse> create(ServerRequest request, Form form) {
    return pages.submit(
        request,
        null,
        new CreateCompany(form.text("name"), language(request)),
        FormResult.of(
            CompanyMade.class,
            made ->
                pages.done("/console/companies/" + made.companyId() + "/apps/new", "company-made"),
            problems ->
                pages.ask(
                    request,
                    null,
                    new ReadMine(),
                    Mine.class,
                    mine ->
                        pages.renderAgain(
                            request,
                            new PageView(
                                null, "apps", "developer/apps", Map.of("groups", groups(mine))),
                            problems))));
  }

  private Mono<ServerResponse> show(ServerRequest request, Map<String, String> problems) {
    return pages.ask(
        request,
        null,
        new ReadCompany(id(request)),
        CompanyFound.class,
        found -> {
          Map<String, Object> model = new HashMap<>();
          model.put("found", found);
          String id = found.company().companyId();
          model.put(
              ConsolePages.PLACE,
              Place.company(id, Names.in(language(request), found.company().name(), id)));
          model.put("roles", Arrays.asList(Role.values()));
          model.put("mayMake", mayMake(found.company()));
          model.put("owner", found.company().role() == Role.OWNER);
          return problems.isEmpty()
              ? pages.render(request, "company", "developer/company", model)
              : pages.renderAgain(
                  request, new PageView(null, "company", "developer/company", model), problems);
        });
  }

  private Mono<ServerResponse> rename(ServerRequest request, Form form) {
    return change(
        request, new RenameCompany(id(request), form.text("name"), language(request)), "saved");
  }

  private Mono<ServerResponse> invite(ServerRequest request, Form form) {
    InviteMember invite =
        new InviteMember(id(request), form.text("login"), role(form), language(request));
    return pages.submit(
        request,
        null,
        invite,
        FormResult.of(
            Outcome.Done.class,
            done -> pages.done(own(request), "invited"),
            problems -> show(request, problems)));
  }

  private Mono<ServerResponse> member(ServerRequest request, Form form) {
    long uid;
    try {
      uid = Long.parseLong(form.text("uid"));
    } catch (NumberFormatException e) {
      return pages.done(own(request), "saved");
    }
    return change(request, new ChangeMember(id(request), uid, role(form)), "saved");
  }

  private Mono<ServerResponse> change(ServerRequest request, ConsoleCommand command, String flash) {
    return pages.submit(
        request,
        null,
        command,
        FormResult.of(
            Outcome.Done.class,
            done -> pages.done(own(request), flash),
            problems -> show(request, problems)));
  }

  /** Reads a role; an unknown one becomes the lowest role. */
  private static Role role(Form form) {
    return Arrays.stream(Role.values())
        .filter(role -> role.name().equals(form.text("role")))
        .findFirst()
        .orElse(Role.READ_ONLY);
  }

  private static String id(ServerRequest request) {
    return request.pathVariable("companyId");
  }

  private static String own(ServerRequest request) {
    return "/console/companies/" + id(request);
  }

  private static String language(ServerRequest request) {
    return Languages.of(request.exchange()).tag();
  }
}
