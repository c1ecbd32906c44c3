package io.berth.standalone.demo;

import tools.jackson.databind.JsonNode;

/**
 * A sealed answer.
 *
 * @param body as it came
 */
public record Answer(int status, int code, JsonNode data, String body) {

  public String text(String field) {
    return data.path(field).asString("");
  }

  /** The answer's data, where it is a success. */
  Answer orMismatch(Conventions conventions, String what) {
    Mismatch.unlessEqual(conventions.success(), code, "the code of " + what);
    return this;
  }
}
