package io.berth.console.operator;

import io.berth.api.ConsoleCommand;
import io.berth.api.operator.OperatorDidCommand.FreezeUser;
import io.berth.api.operator.OperatorDidCommand.ReadOperatedUser;
import io.berth.api.operator.OperatorDidCommand.RevokeUserGrant;
import io.berth.api.operator.OperatorDidCommand.SearchUsers;
import io.berth.api.operator.OperatorDidCommand.SignUserOut;
import io.berth.api.operator.OperatorDidOutcome.UserFound;
import io.berth.api.operator.OperatorDidOutcome.Users;
import io.berth.api.operator.OperatorPayCommand.EraseUser;
import io.berth.api.operator.OperatorPayCommand.ReadUserBalances;
import io.berth.api.operator.OperatorPayOutcome.UserBalances;
import io.berth.console.page.Form;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Finds, freezes and signs out users, and shows their consents. */
@Configuration(proxyBeanMethods = false)
class UserRoutes {
  private static final String PATH = "/console/operator/users";

  private final OperatorPages pages;

  UserRoutes(OperatorPages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> operatedUsers() {
    return RouterFunctions.route()
        .GET(PATH, this::search)
        .GET(PATH + "/{uid:[0-9]{1,18}}", request -> one(request, Map.of()))
        .POST(
            PATH + "/{uid:[0-9]{1,18}}/frozen",
            request ->
                posted(
                    request,
                    "user-frozen",
                    form ->
                        new FreezeUser(
                            uid(request), form.text("frozen").equals("true"), form.text("reason"))))
        .POST(
            PATH + "/{uid:[0-9]{1,18}}/sign-out",
            request ->
                posted(
                    request,
                    "user-signed-out",
                    form -> new SignUserOut(uid(request), form.text("reason"))))
        .POST(
            PATH + "/{uid:[0-9]{1,18}}/revoke",
            request ->
                posted(
                    request,
                    "user-revoked",
                    form ->
                        new RevokeUserGrant(uid(request), form.text("app"), form.text("reason"))))
        .POST(PATH + "/{uid:[0-9]{1,18}}/erase", this::erase)
        .build();
  }

  private static long uid(ServerRequest request) {
    return Long.parseLong(request.pathVariable("uid"));
  }

  private Mono<ServerResponse> search(ServerRequest request) {
    String search = OperatorPages.query(request, "q");
    return search.isEmpty()
        ? pages.ask(
            request,
            new SearchUsers("0"),
            Users.class,
            _ -> pages.show(request, "users", Map.of("q", "", "users", List.of()), Map.of()))
        : pages.ask(
            request,
            new SearchUsers(search),
            Users.class,
            found ->
                pages.show(
                    request, "users", Map.of("q", search, "users", found.users()), Map.of()));
  }

  private Mono<ServerResponse> one(ServerRequest request, Map<String, String> problems) {
    return pages.find(
        request,
        new ReadOperatedUser(uid(request)),
        UserFound.class,
        found ->
            pages.ask(
                request,
                new ReadUserBalances(uid(request)),
                UserBalances.class,
                balances ->
                    pages.show(
                        request,
                        "user",
                        Map.of("found", found, "balances", balances.balances()),
                        problems)));
  }

  /** Goes to the search afterwards: the person has no page any more. */
  private Mono<ServerResponse> erase(ServerRequest request) {
    return pages
        .console()
        .form(
            request,
            form ->
                pages.change(
                    request,
                    new EraseUser(uid(request), form.text("reason")),
                    PATH,
                    "user-erased",
                    problems -> one(request, problems)));
  }

  private interface Asking {
    ConsoleCommand of(Form form);
  }

  private Mono<ServerResponse> posted(ServerRequest request, String flash, Asking asking) {
    return pages
        .console()
        .form(
            request,
            form ->
                pages.change(
                    request,
                    asking.of(form),
                    PATH + "/" + uid(request),
                    flash,
                    problems -> one(request, problems)));
  }
}
