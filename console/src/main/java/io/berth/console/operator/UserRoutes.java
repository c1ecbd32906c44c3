package io.berth.console.operator;

import io.berth.api.ConsoleCommand;
import io.berth.api.operator.OperatorDidCommand.FreezeUser;
import io.berth.api.operator.OperatorDidCommand.ListUsers;
import io.berth.api.operator.OperatorDidCommand.ReadOperatedUser;
import io.berth.api.operator.OperatorDidCommand.RevokeUserGrant;
import io.berth.api.operator.OperatorDidCommand.SearchUsers;
import io.berth.api.operator.OperatorDidCommand.SignUserOut;
import io.berth.api.operator.OperatorDidCommand.UserFilter;
import io.berth.api.operator.OperatorDidOutcome.UserFound;
import io.berth.api.operator.OperatorDidOutcome.UserList;
import io.berth.api.operator.OperatorDidOutcome.Users;
import io.berth.api.operator.OperatorPayCommand.EraseUser;
import io.berth.api.operator.OperatorPayCommand.ExportUser;
import io.berth.api.operator.OperatorPayCommand.ReadUserBalances;
import io.berth.api.operator.OperatorPayOutcome.UserBalances;
import io.berth.api.operator.OperatorPayOutcome.UserExport;
import io.berth.console.audit.AuditTexts;
import io.berth.console.export.Download;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.GatewayClient;
import io.berth.console.place.Place;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
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
  private final UserActivity activity;
  private final GatewayClient platform;

  UserRoutes(OperatorPages pages, UserActivity activity, GatewayClient platform) {
    this.pages = pages;
    this.activity = activity;
    this.platform = platform;
  }

  @Bean
  RouterFunction<ServerResponse> operatedUsers() {
    return RouterFunctions.route()
        .GET(PATH, this::list)
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
        .POST(PATH + "/{uid:[0-9]{1,18}}/data", this::export)
        .POST(PATH + "/{uid:[0-9]{1,18}}/erase", this::erase)
        .build();
  }

  private static long uid(ServerRequest request) {
    return Long.parseLong(request.pathVariable("uid"));
  }

  private Mono<ServerResponse> list(ServerRequest request) {
    String search = OperatorPages.query(request, "q");
    UserFilter filter = filter(request);
    String company = OperatorPages.query(request, "company");
    return search.isEmpty()
        ? pages.ask(
            request,
            new ListUsers(filter, company, before(request)),
            UserList.class,
            found -> show(request, found))
        : pages.ask(
            request,
            new SearchUsers(search),
            Users.class,
            found -> show(request, new UserList(found.users(), false)));
  }

  private Mono<ServerResponse> show(ServerRequest request, UserList found) {
    return activity
        .roles(request, found.users())
        .flatMap(
            roles -> {
              Map<String, Object> model = new HashMap<>();
              model.put("q", OperatorPages.query(request, "q"));
              model.put("filter", filter(request));
              model.put("filters", UserFilter.values());
              model.put("company", OperatorPages.query(request, "company"));
              model.put("users", found.users());
              model.put("roles", roles);
              if (found.more()) {
                model.put("before", Long.toString(found.users().getLast().uid()));
              }
              return pages.show(request, "users", model, Map.of());
            });
  }

  private static UserFilter filter(ServerRequest request) {
    String asked = OperatorPages.query(request, "filter");
    return Arrays.stream(UserFilter.values())
        .filter(one -> one.name().equals(asked))
        .findFirst()
        .orElse(UserFilter.ALL);
  }

  private static @Nullable Long before(ServerRequest request) {
    String text = OperatorPages.query(request, "before");
    return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
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
                balances -> one(request, found, balances, problems)));
  }

  private Mono<ServerResponse> one(
      ServerRequest request, UserFound found, UserBalances balances, Map<String, String> problems) {
    return Mono.zip(
            activity.roles(request, List.of(found.user())),
            activity.latest(request, found.user().uid()))
        .flatMap(
            both -> {
              Map<String, Object> model = new HashMap<>();
              model.put("found", found);
              model.put("balances", balances.balances());
              model.put("roles", both.getT1().getOrDefault(found.user().uid(), List.of()));
              model.put("activity", both.getT2());
              model.put("words", pages.console().inLanguage(request, AuditTexts::new));
              model.put(
                  ConsolePages.PLACE, Place.operatedUser(found.user().uid(), found.user().login()));
              return pages.show(request, "user", model, problems);
            });
  }

  private Mono<ServerResponse> export(ServerRequest request) {
    return pages
        .console()
        .form(
            request,
            form ->
                pages
                    .console()
                    .submit(
                        request,
                        null,
                        new ExportUser(uid(request), form.text("reason"), null),
                        FormResult.of(
                            UserExport.class,
                            first -> download(request, first),
                            problems -> one(request, problems))));
  }

  private Mono<ServerResponse> download(ServerRequest request, UserExport first) {
    return Download.of(
        "berth-" + uid(request) + ".json",
        MediaType.APPLICATION_JSON,
        Mono.just(first).expand(part -> next(request, part), 1).map(UserExport::json));
  }

  private Mono<UserExport> next(ServerRequest request, UserExport part) {
    return part.next() == null
        ? Mono.empty()
        : platform.expect(
            request, null, new ExportUser(uid(request), "", part.next()), UserExport.class);
  }

  /** Goes to the search afterwards: the person has no page any more. */
  private Mono<ServerResponse> erase(ServerRequest request) {
    return posted(
        request, PATH, "user-erased", form -> new EraseUser(uid(request), form.text("reason")));
  }

  private interface Asking {
    ConsoleCommand of(Form form);
  }

  private Mono<ServerResponse> posted(ServerRequest request, String flash, Asking asking) {
    return posted(request, PATH + "/" + uid(request), flash, asking);
  }

  private Mono<ServerResponse> posted(
      ServerRequest request, String next, String flash, Asking asking) {
    return pages
        .console()
        .form(
            request,
            form ->
                pages.change(
                    request, asking.of(form), next, flash, problems -> one(request, problems)));
  }
}
