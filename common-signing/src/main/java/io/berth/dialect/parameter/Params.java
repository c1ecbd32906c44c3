package io.berth.dialect.parameter;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.dialect.http.WireQuery;
import io.berth.dialect.parameter.Parameter.Named;
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
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request, from query, form or JSON. JSON numbers and strings are alike; an
 * empty string and {@code null} count as absent. {@link #read} returns the first problem; until
 * then a {@link Parameter} reads a harmless value, so that readers need no branches. A parameter
 * that comes twice is a problem from the start.
 */
public final class Params {
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

  /** As it came, or empty; a problem where it is empty and required. */
  String value(Named<?> parameter) {
    return parameter.required() ? required(parameter.name()) : value(parameter.name());
  }

  /** As it came; a problem where it is absent or empty. */
  String required(String name) {
    String value = value(name);
    if (value.isEmpty()) {
      refuse(name + ": missing");
    }
    return value;
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
}
