package io.berth.did.portal;

import io.berth.did.account.Account;
import io.berth.service.page.Pages;
import java.util.Map;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Asks for a confirmation before something is ended; works without JavaScript.
 *
 * @param key of messages: {@code <key>} names the button, {@code <key>.title} and {@code
 *     <key>.text} say what it does
 * @param name of the person or app that it is about
 * @param action where the form leads
 * @param field of the form that says what is ended
 * @param back path for those who cancel
 */
record Confirmation(
    String key, String name, String action, String field, String value, String back) {

  Mono<ServerResponse> show(ServerRequest request, Pages pages, Account account) {
    return pages.render(
        request,
        "confirm",
        Map.of(
            "userName", account.name(),
            "titleKey", key + ".title",
            "textKey", key + ".text",
            "buttonKey", key,
            "name", name,
            "action", action,
            "field", field,
            "value", value,
            "back", back));
  }
}
