package io.berth.console.developer;

import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.service.page.Language;
import io.berth.service.page.Languages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Every dialect's texts in every language, read at start because reading files would block. */
@Component
final class DialectTextsByLanguage {
  private record Key(String dialect, Language language) {}

  private final Map<Key, DialectTexts> texts = new HashMap<>();
  private final List<Dialect> dialects = new ArrayList<>();

  DialectTextsByLanguage(Dialects installed) {
    installed.all().forEach(dialects::add);
    dialects.sort(Comparator.comparing(Dialect::id));
    for (Dialect dialect : dialects) {
      for (Language language : Language.values()) {
        texts.put(new Key(dialect.id(), language), DialectTexts.of(dialect, language.locale()));
      }
    }
  }

  /** Returns a dialect's texts in the reader's language. */
  DialectTexts of(Dialect dialect, ServerRequest request) {
    Key key = new Key(dialect.id(), Languages.of(request.exchange()));
    return Objects.requireNonNull(texts.get(key), dialect.id());
  }

  /** Returns every dialect's texts in the reader's language. */
  List<DialectTexts> all(ServerRequest request) {
    return dialects.stream().map(dialect -> of(dialect, request)).toList();
  }
}
