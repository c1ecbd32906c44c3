package io.berth.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which answer tells that a merchant has taken note of a callback.
 *
 * @param status the only one that counts; null for any from 200 to 299
 * @param field of a JSON object, if that decides
 * @param values one of which the field, or else the whole body, must be; empty where the body does
 *     not matter
 */
public record Acknowledgement(
    @Nullable Integer status, @Nullable String field, List<String> values) {

  /** This status, whatever the body. */
  public static Acknowledgement status(int status) {
    return new Acknowledgement(status, null, List.of());
  }

  /** Any status of success with this body. */
  public static Acknowledgement text(String body) {
    return new Acknowledgement(null, null, List.of(body));
  }

  /** Any status of success with a JSON object whose field has one of these values. */
  public static Acknowledgement field(String name, String... values) {
    return new Acknowledgement(null, name, List.of(values));
  }

  public boolean counts(int httpStatus) {
    return status == null ? httpStatus / 100 == 2 : status == httpStatus;
  }
}
