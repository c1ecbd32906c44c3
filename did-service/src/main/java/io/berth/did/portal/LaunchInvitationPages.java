package io.berth.did.portal;

import io.berth.did.account.Account;
import io.berth.did.launch.GreyLaunches;
import io.berth.did.launch.LaunchInvitations;
import io.berth.did.session.SignedInPages;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.service.page.Languages;
import io.berth.service.page.Names;
import io.berth.service.page.Pages;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the page of the link that invites people to an app in its grey launch. */
@Configuration(proxyBeanMethods = false)
class LaunchInvitationPages {
  private final LaunchInvitations invitations;
  private final SignedInPages signedIn;
  private final Pages pages;

  LaunchInvitationPages(LaunchInvitations invitations, SignedInPages signedIn, Pages pages) {
    this.invitations = invitations;
    this.signedIn = signedIn;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> launchInvitationRoutes() {
    return RouterFunctions.route()
        .GET(GreyLaunches.PAGE, request -> signedIn.get(request, account -> show(request, account)))
        .POST(
            GreyLaunches.PAGE,
            request -> signedIn.post(request, (account, form) -> accept(request, account, form)))
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request, Account account) {
    String appId = request.queryParam("app_id").orElse("");
    String token = request.queryParam("token").orElse("");
    return invitations
        .find(account.realm().idOf(appId), token)
        .flatMap(
            app ->
                pages.render(
                    request,
                    "launch-invitation",
                    Map.of(
                        "userName",
                        account.name(),
                        "appId",
                        appId,
                        "token",
                        token,
                        "name",
                        Names.in(
                            Languages.of(request.exchange()).tag(), app.profile().name(), appId))))
        .switchIfEmpty(Mono.defer(() -> ended(request)));
  }

  private Mono<ServerResponse> accept(ServerRequest request, Account account, Form form) {
    return invitations
        .accept(account.realm().idOf(form.text("app_id")), form.text("token"), account.uid())
        .filter(admitted -> admitted)
        .flatMap(_ -> Forms.seeOther("/account/apps"))
        .switchIfEmpty(Mono.defer(() -> ended(request)));
  }

  private Mono<ServerResponse> ended(ServerRequest request) {
    return pages.error(request, HttpStatus.NOT_FOUND, "apps.invitation.ended");
  }
}
