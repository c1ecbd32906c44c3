package io.berth.console.page;

import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The form that was refused, for the page that shows it again; templates find it as {@code typed}.
 * An emptied field would be saved as empty by whoever corrects another one: a key's addresses that
 * went missing this way left the key usable from anywhere.
 *
 * <p>A form without a valid token is never kept: another site could fill in a form of ours with it.
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

  /** Whether the form that leads to this path was refused. */
  public boolean at(String action) {
    return path.equals(action);
  }

  /**
   * Of several forms that lead to the same path.
   *
   * @param field that tells them apart; null where nothing has to
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
