package io.berth.did.portal;

import io.berth.did.account.Account;
import io.berth.did.session.SignedInPages;
import io.berth.did.subscription.NoticeTopic;
import io.berth.did.subscription.Subscriptions;
import io.berth.did.subscription.UnsubscribeLinks;
import io.berth.did.subscription.UnsubscribeLinks.Subscription;
import io.berth.did.web.Forms;
import io.berth.did.web.Forms.Form;
import io.berth.service.page.Pages;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the page on which users choose their emails, and the links with which they stop one. */
@Configuration(proxyBeanMethods = false)
class NoticePages {
  private static final String PATH = "/account/notices";
  private static final String TOKEN = "token";

  private final SignedInPages signedIn;
  private final Subscriptions subscriptions;
  private final UnsubscribeLinks links;
  private final Pages pages;

  NoticePages(
      SignedInPages signedIn, Subscriptions subscriptions, UnsubscribeLinks links, Pages pages) {
    this.signedIn = signedIn;
    this.subscriptions = subscriptions;
    this.links = links;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> noticeRoutes() {
    return RouterFunctions.route()
        .GET(PATH, request -> signedIn.get(request, account -> show(request, account)))
        .POST(PATH, request -> signedIn.post(request, (account, form) -> choose(account, form)))
        .GET(UnsubscribeLinks.PATH, request -> linked(request, link -> ask(request, link)))
        .POST(UnsubscribeLinks.PATH, request -> linked(request, link -> unsubscribe(request, link)))
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request, Account account) {
    return Mono.zip(shown(account), subscriptions.of(account.uid()))
        .flatMap(
            both -> {
              Map<String, Object> model = new HashMap<>();
              model.put("userName", account.name());
              model.put("topics", both.getT1());
              model.put("wanted", both.getT2());
              model.put("address", account.address());
              if (request.queryParam("done").isPresent()) {
                model.put("done", "notices.done");
              }
              return pages.render(request, "notices", model);
            });
  }

  private Mono<List<NoticeTopic>> shown(Account account) {
    return subscriptions
        .ownsCompany(account.uid())
        .map(
            owner ->
                Arrays.stream(NoticeTopic.values())
                    .filter(topic -> owner || !topic.forOwners())
                    .toList());
  }

  private Mono<ServerResponse> choose(Account account, Form form) {
    return shown(account)
        .flatMap(
            shown ->
                subscriptions.choose(
                    account.uid(),
                    shown,
                    shown.stream().filter(topic -> !form.text(topic.field()).isEmpty()).toList()))
        .then(Forms.seeOther(PATH + "?done=chosen"));
  }

  private Mono<ServerResponse> linked(
      ServerRequest request, Function<Subscription, Mono<ServerResponse>> work) {
    return Mono.justOrEmpty(request.queryParam(TOKEN).flatMap(links::read))
        .flatMap(work)
        .switchIfEmpty(
            Mono.defer(() -> pages.error(request, HttpStatus.NOT_FOUND, "notices.link-ended")));
  }

  /** Asks first: programs that check emails for viruses follow the links in them. */
  private Mono<ServerResponse> ask(ServerRequest request, Subscription link) {
    return pages.render(
        request,
        "unsubscribe",
        Map.of("topic", link.topic(), "token", request.queryParam(TOKEN).orElseThrow()));
  }

  /**
   * Takes the form of the page and the POST of a mail program, which has neither cookie nor CSRF
   * field: nobody can make one without the signed link, and it does nothing that the link may not.
   */
  private Mono<ServerResponse> unsubscribe(ServerRequest request, Subscription link) {
    return subscriptions
        .choose(link.uid(), List.of(link.topic()), List.of())
        .then(
            Mono.defer(
                () ->
                    pages.render(
                        request, "unsubscribe", Map.of("topic", link.topic(), "done", true))));
  }
}
