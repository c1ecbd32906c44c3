package io.berth.did.portal;

import io.berth.api.Realm;
import io.berth.did.account.Accounts;
import io.berth.did.mail.TestMails;
import io.berth.did.mail.TestMails.TestMail;
import io.berth.service.caller.Callers;
import io.berth.service.json.BerthJson;
import io.berth.service.page.Pages;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Shows the mails that test mode does not send, to anybody: an account of test is worth nothing,
 * and whoever tries an app out has no mailbox for each of its users.
 */
@Configuration(proxyBeanMethods = false)
class TestMailPages {
  private static final Pattern CODE = Pattern.compile("(?<![\\w.@/-])\\d{6}(?![\\w@-])");
  private static final String PATH = "/account/test-mails";

  private final TestMails mails;
  private final Pages pages;

  TestMailPages(TestMails mails, Pages pages) {
    this.mails = mails;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> testMailRoute() {
    return RouterFunctions.route().GET(PATH, this::show).build();
  }

  private Mono<ServerResponse> show(ServerRequest request) {
    String to = Accounts.normal(request.queryParam("to").orElse(""));
    return Callers.of(request).realm() == Realm.TEST
        ? mails
            .to(Accounts.isLogin(to) ? to : "")
            .collectList()
            .flatMap(
                found ->
                    request.headers().accept().contains(MediaType.APPLICATION_JSON)
                        ? json(to, found)
                        : pages.render(request, "test-mails", Map.of("to", to, "mails", found)))
        : pages.error(request, HttpStatus.NOT_FOUND);
  }

  /** For programs that try an app out; the same fields as those of a local suite's inbox. */
  private static Mono<ServerResponse> json(String to, List<TestMail> mails) {
    return ServerResponse.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .header("Cache-Control", "no-store")
        .bodyValue(
            BerthJson.mapper()
                .writeValueAsString(
                    mails.stream()
                        .map(
                            mail ->
                                Map.of(
                                    "to", to,
                                    "subject", mail.subject(),
                                    "text", mail.body(),
                                    "code", code(mail.body()),
                                    "at", mail.sentAt().toString()))
                        .toList()));
  }

  /** The first code of six digits; empty where there is none. */
  private static String code(String text) {
    return CODE.matcher(text).results().map(MatchResult::group).findFirst().orElse("");
  }
}
