package io.berth.console.developer;

import io.berth.api.app.AppOutcome.Head;
import io.berth.api.app.AppOutcome.Made;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.console.page.ConsolePages;
import io.berth.dialect.Dialect;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** New secrets, on the page that answers the form: nobody keeps them to show them again. */
@Component
final class SecretPages {
  private final ConsolePages pages;
  private final DialectTextsByLanguage words;

  SecretPages(ConsolePages pages, DialectTextsByLanguage words) {
    this.pages = pages;
    this.words = words;
  }

  /**
   * @param app null for one that is new
   * @param what happened: a message {@code console.secrets.…}
   */
  Mono<ServerResponse> show(
      ServerRequest request, @Nullable Head app, Dialect dialect, SecretsMade made, String what) {
    Map<String, Object> model =
        Map.of(
            "made",
            made,
            "what",
            what,
            "words",
            words.of(dialect, request),
            "download",
            download(made));
    return app == null
        ? pages.render(request, "apps", "developer/secrets", model)
        : pages.render(request, app, "keys", "developer/secrets", model);
  }

  /** A file without a server: the secrets are in the link itself. */
  private static String download(SecretsMade made) {
    StringBuilder lines = new StringBuilder("app_id=" + made.appId() + "\n");
    for (Made secret : made.secrets()) {
      if (secret.accessKey() != null) {
        lines.append("access_key=").append(secret.accessKey()).append('\n');
      }
      lines.append(secret.name()).append('=').append(secret.secret()).append('\n');
    }
    return "data:text/plain;charset=utf-8,"
        + URLEncoder.encode(lines.toString(), StandardCharsets.UTF_8).replace("+", "%20");
  }
}
