package io.berth.api.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rule by which a merchant's response acknowledges a callback.
 *
 * @param lowestStatus that counts
 * @param highestStatus that counts
 * @param field of a JSON object, if that decides
 * @param values one of which the field, or else the whole body, must be; empty where the body does
 *     not matter
 */
public record Acknowledgement(
    int lowestStatus, int highestStatus, @Nullable String field, List<String> values) {

  /** This status, whatever the body. */
  public static Acknowledgement status(int status) {
    return new Acknowledgement(status, status, null, List.of());
  }

  /** Any status of success with this body. */
  public static Acknowledgement text(String body) {
    return new Acknowledgement(200, 299, null, List.of(body));
  }

  /** Any status of success with a JSON object whose field has one of these values. */
  public static Acknowledgement field(String name, String... values) {
    return new Acknowledgement(200, 299, name, List.of(values));
  }

  /** The body alone decides. */
  public Acknowledgement withAnyStatus() {
    return new Acknowledgement(100, 999, field, values);
  }

  public boolean counts(int httpStatus) {
    return httpStatus >= lowestStatus && httpStatus <= highestStatus;
  }
}
