package io.berth.console.developer;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand.ChangeKey;
import io.berth.api.app.AppCommand.CreateKey;
import io.berth.api.app.AppCommand.DeleteKey;
import io.berth.api.app.AppCommand.ReadApp;
import io.berth.api.app.AppCommand.RotateSecret;
import io.berth.api.app.AppCommand.SetPayoutPassword;
import io.berth.api.app.AppOutcome.AppFound;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.PageView;
import io.berth.console.page.SubmittedValues;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.Part;
import io.berth.service.key.Randomness;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows, makes and rotates an app's access keys and secrets. */
@Configuration(proxyBeanMethods = false)
class KeyRoutes {
  private static final int MOST_KEYS = 5;

  private final ConsolePages pages;
  private final Dialects dialects;
  private final SecretPages secrets;
  private final DialectTextsByLanguage texts;

  KeyRoutes(
      ConsolePages pages, Dialects dialects, SecretPages secrets, DialectTextsByLanguage texts) {
    this.pages = pages;
    this.dialects = dialects;
    this.secrets = secrets;
    this.texts = texts;
  }

  @Bean
  RouterFunction<ServerResponse> keyPages() {
    String keys = "/console/apps/{appId}/keys";
    return RouterFunctions.route()
        .GET(keys, request -> pages.app(request, head -> show(request, head, Map.of())))
        .POST(keys, request -> posted(request, (head, form) -> create(request, head, form)))
        .POST(
            keys + "/change",
            request ->
                posted(
                    request,
                    (head, form) ->
                        bound(
                            request,
                            head,
                            form,
                            ips ->
                                change(
                                    request,
                                    head,
                                    new ChangeKey(
                                        form.text("access_key"),
                                        form.text("name"),
                                        ips,
                                        form.has("enabled")),
                                    "saved"))))
        .POST(
            keys + "/delete",
            request ->
                posted(
                    request,
                    (head, form) ->
                        change(
                            request, head, new DeleteKey(form.text("access_key")), "key-deleted")))
        .POST(
            keys + "/payout-password",
            request -> posted(request, (head, form) -> setPayoutPassword(request, head, form)))
        .POST(
            keys + "/rotate",
            request -> posted(request, (head, form) -> rotate(request, head, form)))
        .build();
  }

  private Mono<ServerResponse> posted(
      ServerRequest request, BiFunction<Head, Form, Mono<ServerResponse>> work) {
    return pages.form(request, form -> pages.app(request, head -> work.apply(head, form)));
  }

  private Mono<ServerResponse> show(
      ServerRequest request, Head head, Map<String, String> problems) {
    return pages.ask(
        request,
        head.app().appId(),
        new ReadApp(),
        AppFound.class,
        found -> {
          Dialect dialect = dialect(head);
          Map<String, Object> model = new HashMap<>();
          model.put("found", found);
          model.put("words", texts.of(dialect, request));
          model.put("hasKeys", dialect.parts().contains(Part.ACCESS_KEYS));
          model.put("mostKeys", MOST_KEYS);
          model.put("newKey", newKey(request, problems));
          model.put("hasPayouts", dialect.parts().contains(Part.PAYOUT_PASSWORD));
          model.put("maySetPayouts", head.allows(Permission.APP_PAYOUTS));
          model.put("mayChange", head.allows(Permission.APP_SECRETS));
          return problems.isEmpty()
              ? pages.render(request, head, "keys", "developer/keys", model)
              : pages.renderAgain(
                  request, new PageView(head, "keys", "developer/keys", model), problems);
        });
  }

  /** Reads the idempotency key, so that a form that is sent twice makes one access key. */
  private static String newKey(ServerRequest request, Map<String, String> problems) {
    SubmittedValues form = SubmittedValues.of(request);
    String typed = form.path().endsWith("/keys") ? form.text("access_key") : "";
    return typed.isEmpty() || problems.containsKey("access_key")
        ? HexFormat.of().formatHex(Randomness.bytes(16))
        : typed;
  }

  private Mono<ServerResponse> create(ServerRequest request, Head head, Form form) {
    return bound(
        request,
        head,
        form,
        ips ->
            made(
                request,
                head,
                new CreateKey(form.text("access_key"), form.text("name"), ips),
                "key-made"));
  }

  /** Requires the field: an empty list allows any address, and a missing field must not. */
  private Mono<ServerResponse> bound(
      ServerRequest request,
      Head head,
      Form form,
      Function<List<String>, Mono<ServerResponse>> work) {
    return form.has("ips")
        ? work.apply(form.list("ips"))
        : show(request, head, pages.problems(request, Invalid.of("ips", "required")));
  }

  private Mono<ServerResponse> rotate(ServerRequest request, Head head, Form form) {
    long version;
    try {
      version = Long.parseLong(form.text("version"));
    } catch (NumberFormatException e) {
      version = 0;
    }
    return made(request, head, new RotateSecret(form.text("name"), version), "rotated");
  }

  private Mono<ServerResponse> setPayoutPassword(ServerRequest request, Head head, Form form) {
    String password = form.secret("payout_password");
    return password.equals(form.secret("payout_password_again"))
        ? change(request, head, new SetPayoutPassword(password), "payout-password-set")
        : show(
            request,
            head,
            pages.problems(request, Outcome.Invalid.of("payout_password", "unequal")));
  }

  private Mono<ServerResponse> made(
      ServerRequest request, Head head, ConsoleCommand command, String what) {
    return pages.submit(
        request,
        head.app().appId(),
        command,
        FormResult.of(
            SecretsMade.class,
            made -> secrets.show(request, head, dialect(head), made, what),
            problems -> show(request, head, problems)));
  }

  private Mono<ServerResponse> change(
      ServerRequest request, Head head, ConsoleCommand command, String flash) {
    String appId = head.app().appId();
    return pages.submit(
        request,
        appId,
        command,
        FormResult.of(
            Outcome.Done.class,
            done -> pages.done("/console/apps/" + appId + "/keys", flash),
            problems -> show(request, head, problems)));
  }

  private Dialect dialect(Head head) {
    return Objects.requireNonNull(dialects.byId(head.app().dialect()), head.app().dialect());
  }
}
