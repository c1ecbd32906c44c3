package io.berth.dialect.parameter;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Declares what an endpoint takes. Endpoints read by the declaration and the API documents are
 * generated from it, so that the two cannot differ.
 */
public sealed interface Parameter<T> {

  /** The value. Where {@code params} notes a problem, or has none, the value is a harmless one. */
  T read(Params params);

  /** The parameter itself, or the members of a group. */
  default Stream<Named<?>> named() {
    return switch (this) {
      case Named<T> one -> Stream.of(one);
      case Group<T> group -> group.members().stream();
    };
  }

  /** A parameter with a name of its own. */
  sealed interface Named<T> extends Parameter<T> {
    String name();

    boolean required();

    /** A phrase or sentence for integrators. */
    String meaning();

    /** Notes a problem where the parameter is absent. */
    default void require(Params params) {
      params.required(name());
    }
  }

  /**
   * Text, empty where it is absent.
   *
   * @param minimum in characters
   * @param maximum in characters
   * @param pattern of the whole text; null where any text is allowed
   * @param fresh whether each request needs another value, as a merchant's number of a new order
   */
  record Text(
      String name,
      boolean required,
      int minimum,
      int maximum,
      @Nullable Pattern pattern,
      boolean fresh,
      String meaning)
      implements Named<String> {

    public static Text required(String name, String meaning) {
      return required(name, 1, StorableText.MAX_LENGTH, meaning);
    }

    public static Text required(String name, int minimum, int maximum, String meaning) {
      return new Text(name, true, minimum, maximum, null, false, meaning);
    }

    public static Text required(String name, Pattern pattern, String meaning) {
      return new Text(name, true, 1, StorableText.MAX_LENGTH, pattern, false, meaning);
    }

    public static Text optional(String name, int maximum, String meaning) {
      return new Text(name, false, 1, maximum, null, false, meaning);
    }

    /** The same for a value that no request has had before. */
    public Text asFresh() {
      return new Text(name, required, minimum, maximum, pattern, true, meaning);
    }

    @Override
    public String read(Params params) {
      String value = params.value(this);
      if (value.isEmpty()) {
        return value;
      }
      if (pattern != null) {
        if (!pattern.matcher(value).matches()) {
          params.refuse(name + ": must match " + pattern);
        }
        return value;
      }
      int length = value.codePointCount(0, value.length());
      if (length < minimum || length > maximum) {
        params.refuse(name + ": must have " + minimum + " to " + maximum + " characters");
      }
      return value;
    }
  }

  /** Text that has to be this one. */
  record Constant(String name, String value, String meaning) implements Named<String> {
    @Override
    public boolean required() {
      return true;
    }

    @Override
    public String read(Params params) {
      if (!params.value(this).equals(value)) {
        params.refuse(name + ": must be " + value);
      }
      return value;
    }
  }

  /** An amount above zero in plain notation; 0 where it is optional and absent or 0. */
  record Amount(String name, boolean required, String meaning) implements Named<BigDecimal> {
    public static final Pattern PATTERN = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,18})?");

    public static Amount required(String name, String meaning) {
      return new Amount(name, true, meaning);
    }

    public static Amount optional(String name, String meaning) {
      return new Amount(name, false, meaning);
    }

    @Override
    public BigDecimal read(Params params) {
      String value = params.value(this);
      if (value.isEmpty()) {
        return BigDecimal.ZERO;
      }
      if (!PATTERN.matcher(value).matches()) {
        params.refuse(name + ": not an amount in plain notation");
        return BigDecimal.ZERO;
      }
      BigDecimal amount = new BigDecimal(value);
      if (required && amount.signum() == 0) {
        params.refuse(name + ": must be above zero");
      }
      return amount;
    }
  }

  /** A whole number, 0 where it is absent. */
  record Whole(String name, boolean required, long minimum, long maximum, String meaning)
      implements Named<Long> {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,19}");

    public static Whole required(String name, long minimum, long maximum, String meaning) {
      return new Whole(name, true, minimum, maximum, meaning);
    }

    /** Whole numbers from 0. */
    public static Whole optional(String name, long maximum, String meaning) {
      return new Whole(name, false, 0, maximum, meaning);
    }

    @Override
    public Long read(Params params) {
      String value = params.value(this);
      if (value.isEmpty()) {
        return 0L;
      }
      if (DIGITS.matcher(value).matches()) {
        try {
          long number = Long.parseLong(value);
          if (number >= minimum && number <= maximum) {
            return number;
          }
        } catch (NumberFormatException tooLarge) {
          // refused below
        }
      }
      params.refuse(name + ": must be a whole number from " + minimum + " to " + maximum);
      return 0L;
    }
  }

  /** A parameter that clients send and nobody reads. */
  record Unread(String name, String meaning) implements Named<String> {
    @Override
    public boolean required() {
      return false;
    }

    @Override
    public String read(Params params) {
      return "";
    }
  }

  /** Parameters that are read together. */
  record Group<T>(List<Named<?>> members, Rule rule, Function<Params, T> reader)
      implements Parameter<T> {
    @Override
    public T read(Params params) {
      return reader.apply(params);
    }
  }

  /** Number of a group's members that a request has to give; an empty text or 0 gives none. */
  enum Rule {
    ANY,
    AT_LEAST_ONE,
    EXACTLY_ONE
  }
}
