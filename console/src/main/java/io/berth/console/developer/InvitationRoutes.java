package io.berth.console.developer;

import io.berth.api.company.CompanyCommand.AcceptInvitation;
import io.berth.api.company.CompanyCommand.ReadInvitation;
import io.berth.api.company.CompanyOutcome.CompanyMade;
import io.berth.api.company.CompanyOutcome.Invited;
import io.berth.console.page.ConsolePages;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Shows an invitation. Opening its link accepts nothing: a button does. */
@Configuration(proxyBeanMethods = false)
class InvitationRoutes {

  @Bean
  RouterFunction<ServerResponse> invitationPages(ConsolePages pages) {
    String path = "/console/invitations/{token}";
    return RouterFunctions.route()
        .GET(
            path,
            request ->
                pages.ask(
                    request,
                    null,
                    new ReadInvitation(request.pathVariable("token")),
                    Invited.class,
                    invited ->
                        pages.render(
                            request,
                            "invitation",
                            "developer/invitation",
                            Map.of("invited", invited))))
        .POST(
            path,
            request ->
                pages.form(
                    request,
                    form ->
                        pages.ask(
                            request,
                            null,
                            new AcceptInvitation(request.pathVariable("token")),
                            CompanyMade.class,
                            joined ->
                                pages.done("/console/companies/" + joined.companyId(), "joined"))))
        .build();
  }
}
