package io.berth.console.page;

import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Problem;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;

/**
 * Translates a form's problems by field: {@code console.problem.<field>.<problem>}, else {@code
 * console.problem.<problem>}.
 */
final class FormProblems {

  private FormProblems() {}

  static Map<String, String> in(Locale locale, Invalid invalid, MessageSource messages) {
    Map<String, String> words = new LinkedHashMap<>();
    for (Problem problem : invalid.problems()) {
      words.putIfAbsent(problem.field(), in(locale, problem, messages));
    }
    return words;
  }

  private static String in(Locale locale, Problem problem, MessageSource messages) {
    Object[] arguments = problem.arguments().toArray();
    String general =
        messages.getMessage(
            "console.problem." + problem.problem(), arguments, problem.problem(), locale);
    String own =
        messages.getMessage(
            "console.problem." + problem.field() + "." + problem.problem(),
            arguments,
            general,
            locale);
    return own == null ? problem.problem() : own;
  }
}
