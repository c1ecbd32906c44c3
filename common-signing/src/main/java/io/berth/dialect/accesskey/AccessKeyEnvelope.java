package io.berth.dialect.accesskey;

import io.berth.dialect.api.JsonData.Shape;
import io.berth.dialect.api.JsonDocument;
import io.berth.dialect.api.ResponseBody;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Wraps the data of a response. */
public enum AccessKeyEnvelope {
  /** <code>{"code":0,"msg":"","data":…}</code>. */
  CODE(0, false),

  /** <code>{"ok":true,"code":1,"msg":"","data":…}</code>. */
  OK_AND_CODE(1, true);

  private final int successCode;
  private final boolean writesOk;

  AccessKeyEnvelope(int successCode, boolean writesOk) {
    this.successCode = successCode;
    this.writesOk = writesOk;
  }

  int successCode() {
    return successCode;
  }

  ResponseBody success(Consumer<JsonGenerator> data) {
    return wrap(true, successCode, "", data);
  }

  ResponseBody failure(AccessKeyCode code, Shape shape) {
    return wrap(false, code.number(), code.words(), shape::writeEmpty);
  }

  private ResponseBody wrap(boolean ok, int code, String message, Consumer<JsonGenerator> data) {
    return ResponseBody.json(
        JsonDocument.of(
            json -> {
              json.writeStartObject();
              if (writesOk) {
                json.writeBooleanProperty("ok", ok);
              }
              json.writeNumberProperty("code", code);
              json.writeStringProperty("msg", message);
              json.writeName("data");
              data.accept(json);
              json.writeEndObject();
            }));
  }
}
