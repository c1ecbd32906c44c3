package io.berth.console.developer;

import io.berth.api.Realm;
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

/** Shows new secrets once, in the response to the form; they cannot be shown again. */
@Component
final class SecretPages {
  private final ConsolePages pages;
  private final DialectTextsByLanguage texts;

  SecretPages(ConsolePages pages, DialectTextsByLanguage texts) {
    this.pages = pages;
    this.texts = texts;
  }

  /**
   * @param app null for one that is new
   * @param what key of a message {@code console.secrets.…}
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
            texts.of(dialect, request),
            "download",
            download(made));
    return app == null
        ? pages.render(request, "apps", "developer/secrets", model)
        : pages.render(request, app, "keys", "developer/secrets", model);
  }

  /** Makes a link whose data is the file itself, so that no server stores the secrets. */
  private static String download(SecretsMade made) {
    StringBuilder lines = new StringBuilder("app_id=" + Realm.publicId(made.appId()) + "\n");
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
