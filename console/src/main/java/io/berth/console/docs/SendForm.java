package io.berth.console.docs;

import java.util.List;

/**
 * A form that sends a request of test.
 *
 * @param publicId of the app
 * @param id unique among the forms of a page, for the ids of its fields
 * @param token whether the request bears a user's access token
 * @param device whether the token is bound to a device
 */
record SendForm(
    String publicId,
    String dialect,
    String id,
    String method,
    String path,
    List<Field> fields,
    boolean token,
    boolean device) {
  /** Before the names of parameters, which may be any. */
  static final String PREFIX = "p:";

  /**
   * @param meaning a phrase in English
   * @param fresh whether each request needs another value
   */
  record Field(String name, boolean required, String meaning, boolean fresh, String value) {
    public String formName() {
      return PREFIX + name;
    }

    Field with(String newValue) {
      return new Field(name, required, meaning, fresh, newValue);
    }
  }

  SendForm with(List<Field> newFields) {
    return new SendForm(publicId, dialect, id, method, path, newFields, token, device);
  }
}
