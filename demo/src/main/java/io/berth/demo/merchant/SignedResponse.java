package io.berth.demo.merchant;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A response whose signature is verified.
 *
 * @param body the whole body
 */
public record SignedResponse(int status, int code, JsonNode data, String body) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public String text(String field) {
    return data.path(field).asString("");
  }

  /** The message beside the code. */
  public String message() {
    return JSON.readTree(body).path("msg").asString("");
  }

  /** Returns this response if it is a success; throws otherwise. */
  public SignedResponse orMismatch(AccessKeyNames names, String what) {
    Mismatch.unlessEqual(names.success(), code, "the code of " + what);
    return this;
  }
}
