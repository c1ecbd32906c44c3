package io.berth.console.page;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Choices of a browser's user, kept in a cookie: {@code compact.orders-fee.orders-kind}. A word of
 * a forged cookie that no page knows changes nothing.
 *
 * @param compact whether rows are close together
 * @param hidden columns that are left out, as {@code list-column}
 */
public record Display(boolean compact, Set<String> hidden) {
  private static final String COOKIE = "berth-display";
  private static final String COMPACT = "compact";
  private static final Duration KEPT = Duration.ofDays(365);
  private static final int MOST = 32;
  private static final Pattern WORDS = Pattern.compile("[a-z.-]{0,512}");

  public static Display of(ServerRequest request) {
    HttpCookie cookie = request.cookies().getFirst(COOKIE);
    if (cookie == null || !WORDS.matcher(cookie.getValue()).matches()) {
      return new Display(false, Set.of());
    }
    Set<String> words =
        Arrays.stream(cookie.getValue().split("\\."))
            .limit(MOST)
            .filter(word -> !word.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    return new Display(words.remove(COMPACT), words);
  }

  /** Tells for each column of a list whether it is shown. */
  public Map<String, Boolean> columns(DisplayedList list) {
    Map<String, Boolean> shown = new LinkedHashMap<>();
    list.columns().forEach(column -> shown.put(column, !hidden.contains(list.id() + '-' + column)));
    return shown;
  }

  public Display withCompact(boolean rowsAreClose) {
    return new Display(rowsAreClose, hidden);
  }

  /** Shows these columns of a list and hides its others. */
  public Display withColumns(DisplayedList list, Set<String> shown) {
    Set<String> all = new TreeSet<>(hidden);
    for (String column : list.columns()) {
      String word = list.id() + '-' + column;
      if (shown.contains(column)) {
        all.remove(word);
      } else {
        all.add(word);
      }
    }
    return new Display(compact, all);
  }

  public ResponseCookie cookie(boolean secure) {
    Set<String> words = new TreeSet<>(hidden);
    if (compact) {
      words.add(COMPACT);
    }
    return ResponseCookie.from(COOKIE, String.join(".", words))
        .path("/console")
        .httpOnly(true)
        .sameSite("Lax")
        .secure(secure)
        .maxAge(KEPT)
        .build();
  }
}
