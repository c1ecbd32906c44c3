package io.berth.console.page;

import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The values of a rejected form, for the page that shows it again; templates find it as {@code
 * typed}. Without them a corrected form would save empty fields: a key without its addresses is
 * usable from anywhere.
 *
 * <p>A form without a valid CSRF token is never kept: another site could fill in a form with it.
 *
 * @param path that the form was sent to
 */
public record SubmittedValues(String path, Form form) {
  static final SubmittedValues NOTHING =
      new SubmittedValues("", new Form(new LinkedMultiValueMap<>()));
  private static final String ATTRIBUTE = SubmittedValues.class.getName();

  static void keep(ServerRequest request, Form form) {
    request.attributes().put(ATTRIBUTE, new SubmittedValues(request.path(), form));
  }

  public static SubmittedValues of(ServerRequest request) {
    return request.attributes().get(ATTRIBUTE) instanceof SubmittedValues typed ? typed : NOTHING;
  }

  /** Whether the form with this path was rejected. */
  public boolean at(String action) {
    return path.equals(action);
  }

  /**
   * Tells several forms with the same path apart.
   *
   * @param field whose value identifies the form; null where there is one form
   */
  public boolean at(String action, @Nullable String field, @Nullable Object value) {
    return at(action) && (field == null || form.text(field).equals(String.valueOf(value)));
  }

  public String text(String field) {
    return form.text(field);
  }

  public boolean has(String field) {
    return form.has(field);
  }

  /** Whether a box with this value was ticked. */
  public boolean ticked(String field, Object value) {
    return form.all(field).contains(String.valueOf(value));
  }
}
