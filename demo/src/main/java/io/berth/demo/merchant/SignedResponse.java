package io.berth.demo.merchant;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A sealed answer.
 *
 * @param body as it came
 */
public record SignedResponse(int status, int code, JsonNode data, String body) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public String text(String field) {
    return data.path(field).asString("");
  }

  /** What the platform says beside its code. */
  public String message() {
    return JSON.readTree(body).path("msg").asString("");
  }

  /** The answer's data, where it is a success. */
  public SignedResponse orMismatch(AccessKeyNames conventions, String what) {
    Mismatch.unlessEqual(conventions.success(), code, "the code of " + what);
    return this;
  }
}
