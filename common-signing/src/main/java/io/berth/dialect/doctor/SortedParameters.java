package io.berth.dialect.doctor;

import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Mistake;
import io.berth.dialect.api.App;
import io.berth.dialect.doctor.SignedText.Form;
import io.berth.dialect.doctor.SignedText.Part;
import io.berth.dialect.http.WireQuery;
import io.berth.signing.Algorithm;
import io.berth.signing.Encoding;
import io.berth.signing.SortedMd5;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Diagnoses mistakes of senders who sign sorted parameters with MD5.
 *
 * @param secret name of the app's secret
 * @param time name of the parameter that holds the time; empty for none
 */
public record SortedParameters(SortedMd5 flavour, String secret, String signature, String time) {
  private static final int MOST_PARAMETERS = 64;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,14}");
  private static final Comparator<Part> BY_NAME = Comparator.comparing(Part::name);

  /** Parameters in the order in which they came, decoded. */
  public static Map<String, String> inOrder(@Nullable String rawQuery, byte[] form) {
    List<WireQuery.Pair> pairs = new ArrayList<>(WireQuery.pairs(rawQuery));
    pairs.addAll(WireQuery.pairs(new String(form, StandardCharsets.ISO_8859_1)));
    Map<String, String> ordered = new LinkedHashMap<>();
    for (WireQuery.Pair pair : pairs) {
      String value = WireQuery.decode(pair.rawValue());
      ordered.put(pair.name(), value == null ? pair.rawValue() : value);
    }
    return ordered;
  }

  /**
   * @param given in the order in which they came, the signature among them
   */
  public Diagnosis diagnose(App app, Map<String, String> given, Instant now) {
    List<Part> sent = new ArrayList<>();
    given.forEach(
        (name, value) -> {
          if (!name.equals(signature)) {
            sent.add(new Part(name, value));
          }
        });
    SigningRule rule =
        new SigningRule(
            Algorithm.MD5,
            Encoding.HEX,
            StandardCharsets.UTF_8,
            new SignedText(sent, form(flavour, separator(flavour))).sorted(BY_NAME));
    return new Examination(app, rule, given.getOrDefault(signature, ""))
        .with(secret, now)
        .diagnose(suspicions(rule, sent));
  }

  private List<Suspicion> suspicions(SigningRule rule, List<Part> sent) {
    SignedText text = rule.text();
    List<Suspicion> all = new ArrayList<>();
    all.add(rule.suspect(Mistake.UNSORTED, "", new SignedText(sent, text.form())));
    all.add(
        rule.suspect(
            Mistake.SORTED_IGNORING_CASE,
            "",
            text.sorted(Comparator.comparing(Part::name, String.CASE_INSENSITIVE_ORDER))));
    all.add(rule.suspect(Mistake.EMPTY_LEFT_OUT, "", text.without(p -> p.value().isEmpty())));
    all.add(
        rule.suspect(
            Mistake.SIGNATURE_INCLUDED, "", text.plus(new Part(signature, "")).sorted(BY_NAME)));
    all.add(rule.suspect(Mistake.VALUES_ESCAPED, "", text.mapped(SortedParameters::escaped)));
    all.add(
        rule.suspect(
            Mistake.VALUES_ESCAPED,
            "",
            text.mapped(part -> new Part(part.name(), escaped(part).value().replace("+", "%20")))));
    times(rule, all);
    for (String other : List.of("", "&", ",", "|", "\n")) {
      String detail = other.isEmpty() ? "–" : other.strip();
      all.add(rule.suspect(Mistake.SEPARATOR, detail, text.in(form(flavour, other))));
    }
    for (String other : List.of(separator(flavour), "&")) {
      all.add(rule.suspect(Mistake.SECRET_LEFT_OUT, "", text.in(joined(other, "", ""))));
    }
    forms()
        .forEach((detail, form) -> all.add(rule.suspect(Mistake.KEY_PLACE, detail, text.in(form))));
    text.parts().stream()
        .limit(MOST_PARAMETERS)
        .forEach(
            part ->
                all.add(
                    rule.suspect(
                        Mistake.PARAMETER_LEFT_OUT, part.name(), text.without(part::equals))));
    if (text.under("").chars().anyMatch(c -> c > 0x7F)) {
      for (String charset : List.of("GBK", "UTF-16LE", "ISO-8859-1")) {
        all.add(rule.suspect(Charset.forName(charset)));
      }
    }
    return all;
  }

  private static Part escaped(Part part) {
    return new Part(part.name(), URLEncoder.encode(part.value(), StandardCharsets.UTF_8));
  }

  private void times(SigningRule rule, List<Suspicion> all) {
    SignedText text = rule.text();
    String sent = text.value(time);
    if (time.isEmpty() || !DIGITS.matcher(sent).matches()) {
      return;
    }
    long number = Long.parseLong(sent);
    all.add(rule.suspect(Mistake.MILLISECONDS, time, text.with(time, number + "000")));
    all.add(
        rule.suspect(Mistake.MILLISECONDS, time, text.with(time, Long.toString(number / 1000))));
    for (long off : new long[] {-1, 1, -2, 2, -3, 3}) {
      all.add(
          rule.suspect(
              Mistake.TIME_CHANGED,
              Long.toString(off),
              text.with(time, Long.toString(number + off))));
    }
  }

  private static String separator(SortedMd5 flavour) {
    return flavour == SortedMd5.KEY_APPENDED ? "" : "&";
  }

  private static Form form(SortedMd5 flavour, String separator) {
    return switch (flavour) {
      case KEY_SORTED_IN -> sortedIn("secret_key", separator);
      case KEY_LAST -> joined(separator, "", separator + "key=%");
      case KEY_APPENDED -> joined(separator, "", "%");
    };
  }

  private Map<String, Form> forms() {
    String separator = separator(flavour);
    Map<String, Form> forms = new LinkedHashMap<>();
    forms.put("… + a=1" + separator + "b=2", joined(separator, "%", ""));
    forms.put("… + a=1" + separator + "b=2 + …", joined(separator, "%", "%"));
    for (String name : List.of("", "key=", "secret_key=", "appKey=", "app_key=", "secret=")) {
      for (String end : List.of(name + "%", "&" + name + "%")) {
        forms.put("a=1" + separator + "b=2" + end.replace("%", "…"), joined(separator, "", end));
        forms.put("a=1&b=2" + end.replace("%", "…"), joined("&", "", end));
      }
    }
    for (String name : List.of("secret_key", "key", "pay_key", "app_key", secret)) {
      forms.put(name + "=…", sortedIn(name, "&"));
    }
    return forms;
  }

  /**
   * @param end in which a percent sign stands for the secret
   */
  private static Form joined(String separator, String start, String end) {
    return (parts, secret) ->
        start.replace("%", secret) + pairs(parts, separator) + end.replace("%", secret);
  }

  /** The secret stands where its name has its place. */
  private static Form sortedIn(String name, String separator) {
    return (parts, secret) -> {
      List<Part> all = new ArrayList<>(parts);
      int place = 0;
      while (place < all.size() && all.get(place).name().compareTo(name) < 0) {
        place++;
      }
      all.add(place, new Part(name, secret));
      return pairs(all, separator);
    };
  }

  private static String pairs(List<Part> parts, String separator) {
    return parts.stream()
        .map(part -> part.name() + '=' + part.value())
        .collect(Collectors.joining(separator));
  }
}
