package io.berth.did.portal;

import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.session.SignedInPages;
import io.berth.did.social.Friendships;
import io.berth.did.throttle.Throttles;
import io.berth.did.throttle.Throttles.Limit;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.service.page.Pages;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the pages of a user's friends and friend requests. */
@Configuration(proxyBeanMethods = false)
class FriendPages {
  private static final String PATH = "/account/friends";
  private static final Set<String> DONE = Set.of("asked", "accepted", "ended");
  private static final Pattern UID = Pattern.compile("[0-9]{7,18}");
  private static final int MOST_REQUESTS = 20;
  private static final Duration REQUEST_WINDOW = Duration.ofHours(1);

  private final SignedInPages signedIn;
  private final Friendships friendships;
  private final Accounts accounts;
  private final Throttles throttles;
  private final Pages pages;

  FriendPages(
      SignedInPages signedIn,
      Friendships friendships,
      Accounts accounts,
      Throttles throttles,
      Pages pages) {
    this.signedIn = signedIn;
    this.friendships = friendships;
    this.accounts = accounts;
    this.throttles = throttles;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> friendRoutes() {
    return RouterFunctions.route()
        .GET(
            PATH,
            request ->
                signedIn.get(request, account -> show(request, HttpStatus.OK, account, Map.of())))
        .POST(
            PATH, request -> signedIn.post(request, (account, form) -> ask(request, account, form)))
        .POST(PATH + "/accept", request -> signedIn.post(request, this::accept))
        .GET(PATH + "/end", request -> signedIn.get(request, account -> confirm(request, account)))
        .POST(PATH + "/end", request -> signedIn.post(request, this::end))
        .build();
  }

  private Mono<ServerResponse> show(
      ServerRequest request, HttpStatus status, Account account, Map<String, String> refused) {
    return Mono.zip(friendships.of(account.uid()), friendships.requests(account.uid()))
        .flatMap(
            people -> {
              Map<String, Object> model =
                  new HashMap<>(
                      Map.of(
                          "userName", account.name(),
                          "friends", people.getT1(),
                          "asking", people.getT2()));
              request
                  .queryParam("done")
                  .filter(DONE::contains)
                  .ifPresent(done -> model.put("done", "friends.done." + done));
              model.putAll(refused);
              return pages.render(request, status, "friends", model);
            });
  }

  /** Gives the same response for an unknown address (enumeration). */
  private Mono<ServerResponse> ask(ServerRequest request, Account account, Form form) {
    return throttles
        .take(new Limit("friend:" + account.uid(), MOST_REQUESTS, REQUEST_WINDOW))
        .flatMap(
            admitted ->
                admitted
                    ? ask(account, form.login()).then(done("asked"))
                    : show(
                        request,
                        HttpStatus.TOO_MANY_REQUESTS,
                        account,
                        Map.of(
                            "problem",
                            "common.error.too-frequent.message",
                            "login",
                            form.text("login"))));
  }

  private Mono<Void> ask(Account account, String login) {
    return accounts
        .find(login)
        .filter(other -> other.uid() != account.uid())
        .flatMap(other -> friendships.ask(account.uid(), other.uid()));
  }

  private Mono<ServerResponse> accept(Account account, Form form) {
    return withOther(form, other -> friendships.accept(account.uid(), other).then())
        .then(done("accepted"));
  }

  /** Shows the list again where the user is no friend. */
  private Mono<ServerResponse> confirm(ServerRequest request, Account account) {
    String uid = request.queryParam("uid").orElse("");
    return friendships
        .of(account.uid())
        .flatMapIterable(Function.identity())
        .filter(friend -> uid.equals(Long.toString(friend.uid())))
        .next()
        .flatMap(
            friend ->
                new Confirmation("friends.end", friend.name(), PATH + "/end", "uid", uid, PATH)
                    .show(request, pages, account))
        .switchIfEmpty(Mono.defer(() -> Forms.seeOther(PATH)));
  }

  private Mono<ServerResponse> end(Account account, Form form) {
    return withOther(form, other -> friendships.end(account.uid(), other)).then(done("ended"));
  }

  private static Mono<Void> withOther(Form form, Function<Long, Mono<Void>> action) {
    String uid = form.text("uid");
    return UID.matcher(uid).matches() ? action.apply(Long.valueOf(uid)) : Mono.empty();
  }

  private static Mono<ServerResponse> done(String what) {
    return Forms.seeOther(PATH + "?done=" + what);
  }
}
