package io.berth.dialect.parameter;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.dialect.http.WireQuery;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request, from query, form or JSON. JSON numbers and strings are alike; an
 * empty string and {@code null} count as absent. {@link #read} returns the first problem; until
 * then getters return harmless values, so that readers need no branches. A parameter that comes
 * twice is a problem from the start.
 */
public final class Params {
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,19}");
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,18})?");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> notText = new HashSet<>();
  private @Nullable Refusal problem;

  private Params() {}

  /** An empty body has no parameters. */
  public static Params ofJson(byte[] body) {
    Params params = new Params();
    if (body.length > 0) {
      JsonParams.read(body, params);
    }
    return params;
  }

  public static Params ofQuery(@Nullable String rawQuery) {
    return of(WireQuery.pairs(rawQuery));
  }

  /**
   * @param urlName parameter that may hold an un-encoded URL with a query of its own
   * @param known names of all parameters; others behind that URL belong to it
   */
  public static Params ofQuery(@Nullable String rawQuery, String urlName, Set<String> known) {
    return of(WireQuery.rejoin(WireQuery.pairs(rawQuery), urlName, known));
  }

  /** {@code application/x-www-form-urlencoded}. */
  public static Params ofForm(byte[] body) {
    return of(WireQuery.pairs(new String(body, StandardCharsets.ISO_8859_1)));
  }

  /**
   * A query and a form together.
   *
   * @param form as {@code application/x-www-form-urlencoded}, also where it is empty
   */
  public static Params ofQueryAndForm(@Nullable String rawQuery, byte[] form) {
    List<WireQuery.Pair> pairs = new ArrayList<>(WireQuery.pairs(rawQuery));
    pairs.addAll(WireQuery.pairs(new String(form, StandardCharsets.ISO_8859_1)));
    return of(pairs);
  }

  /** Parameters that are parsed already. */
  public static Params of(Map<String, String> values) {
    Params params = new Params();
    params.values.putAll(values);
    return params;
  }

  /**
   * JSON or {@code multipart/form-data} where the body says so, else {@code
   * application/x-www-form-urlencoded}.
   */
  public static Params ofBody(@Nullable String contentType, byte[] body) {
    String type = contentType == null ? "" : contentType.strip();
    String name = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "application/json" -> ofJson(body);
      case "multipart/form-data" -> ofMultipart(type, body);
      default -> ofForm(body);
    };
  }

  private static Params ofMultipart(String contentType, byte[] body) {
    Params params = new Params();
    List<MultipartForm.Field> fields = MultipartForm.fields(contentType, body);
    if (fields == null) {
      params.refuse("body: not a form of text fields");
      return params;
    }
    for (MultipartForm.Field field : fields) {
      String value = field.text();
      if (value == null) {
        params.refuse(field.name() + ": not UTF-8");
      } else {
        params.put(field.name(), value);
      }
    }
    return params;
  }

  private static Params of(List<WireQuery.Pair> pairs) {
    Params params = new Params();
    for (WireQuery.Pair pair : pairs) {
      String value = WireQuery.decode(pair.rawValue());
      if (value == null) {
        params.refuse(pair.name() + ": not UTF-8");
      } else {
        params.put(pair.name(), value);
      }
    }
    return params;
  }

  void put(String name, String value) {
    if (value.indexOf(0) >= 0 || name.indexOf(0) >= 0) {
      // No database holds it, and what is signed differs where a program ends a text with it.
      refuse("NUL in a parameter");
      return;
    }
    if (values.putIfAbsent(name, value) != null) {
      refuse(name + ": given twice");
    }
  }

  /** Notes a parameter that is an object, an array or a boolean: present, but not readable. */
  void putNoText(String name) {
    put(name, "");
    notText.add(name);
  }

  /**
   * Adds the parameters of another part of the same request. One that stands in both parts counts
   * once where its values are equal, and is a problem where they differ.
   */
  public Params and(Params other) {
    if (other.problem != null && problem == null) {
      problem = other.problem;
    }
    notText.addAll(other.notText);
    other.values.forEach(
        (name, value) -> {
          String before = values.putIfAbsent(name, value);
          if (before != null && !before.equals(value)) {
            refuse(name + ": given with two values");
          }
        });
    return this;
  }

  /** Everything that came, decoded and in its order, for signatures that cover all of it. */
  public Map<String, String> all() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Whether the parameter is there and not empty. */
  boolean has(String name) {
    return !value(name).isEmpty();
  }

  /** As {@link #has}, but 0 in any notation counts as absent too. */
  boolean isAbsentOrZero(String name) {
    String value = value(name);
    return value.isEmpty()
        || (AMOUNT.matcher(value).matches() && new BigDecimal(value).signum() == 0);
  }

  String required(String name) {
    String value = value(name);
    if (value.isEmpty()) {
      refuse(name + ": missing");
    }
    return value;
  }

  String required(String name, Pattern pattern) {
    String value = required(name);
    if (!value.isEmpty() && !pattern.matcher(value).matches()) {
      refuse(name + ": must match " + pattern);
    }
    return value;
  }

  /**
   * @param minimum in characters
   * @param maximum in characters
   */
  String required(String name, int minimum, int maximum) {
    String value = required(name);
    int length = value.codePointCount(0, value.length());
    if (!value.isEmpty() && (length < minimum || length > maximum)) {
      refuse(name + ": must have " + minimum + " to " + maximum + " characters");
    }
    return value;
  }

  /**
   * Empty where it is absent.
   *
   * @param maximum in characters
   */
  String optional(String name, int maximum) {
    return has(name) ? required(name, 1, maximum) : "";
  }

  /** An amount above zero in plain notation. */
  BigDecimal amount(String name) {
    String value = required(name);
    if (value.isEmpty()) {
      return BigDecimal.ZERO;
    }
    if (!AMOUNT.matcher(value).matches()) {
      refuse(name + ": not an amount in plain notation");
      return BigDecimal.ZERO;
    }
    BigDecimal amount = new BigDecimal(value);
    if (amount.signum() == 0) {
      refuse(name + ": must be above zero");
    }
    return amount;
  }

  /** A whole number; {@code absent} where there is none. */
  long number(String name, long minimum, long maximum, long absent) {
    String value = value(name);
    if (value.isEmpty()) {
      return absent;
    }
    if (WHOLE.matcher(value).matches()) {
      try {
        long number = Long.parseLong(value);
        if (number >= minimum && number <= maximum) {
          return number;
        }
      } catch (NumberFormatException tooLarge) {
        // refused below
      }
    }
    refuse(name + ": must be a whole number from " + minimum + " to " + maximum);
    return absent;
  }

  /** Keeps the problem if it is the first. */
  public void refuse(String what) {
    refuse(ErrorCode.BAD_PARAMETER, what);
  }

  /** Keeps the problem if it is the first. */
  public void refuse(ErrorCode code, String what) {
    if (problem == null) {
      problem = Refusal.of(code, what);
    }
  }

  /** The first problem so far, or null. */
  public @Nullable Refusal problem() {
    return problem;
  }

  /** The value, or the first problem of the parameters. */
  public <T> Parsed<T> read(Supplier<? extends T> value) {
    return problem == null ? Parsed.of(value.get()) : new Parsed.Unreadable<>(problem);
  }

  private String value(String name) {
    String value = values.getOrDefault(name, "");
    if (notText.contains(name)) {
      refuse(name + ": neither a string nor a number");
      return "";
    }
    if (!StorableText.is(value)) {
      refuse(name + ": not text, or too long");
      return "";
    }
    return value;
  }
}
