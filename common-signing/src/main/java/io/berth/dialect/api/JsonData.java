package io.berth.dialect.api;

import io.berth.api.Command;
import io.berth.api.Outcome.Done;
import io.berth.api.Outcome.Success;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import tools.jackson.core.JsonGenerator;

/**
 * Writes an outcome as the {@code data} of an endpoint's response.
 *
 * @param success outcome of the command
 * @param shape of the data, also where a failure has none
 */
public record JsonData<S extends Success>(Class<S> success, Shape shape, Writer<S> writer) {

  public static <S extends Success> JsonData<S> object(Class<S> success, Writer<S> writer) {
    return new JsonData<>(success, Shape.OBJECT, writer);
  }

  public static <S extends Success> JsonData<S> list(Class<S> success, Writer<S> writer) {
    return new JsonData<>(success, Shape.LIST, writer);
  }

  /** The data of an operation that shows nothing. */
  public static JsonData<Done> empty(Shape shape) {
    return new JsonData<>(Done.class, shape, (json, done, context) -> shape.writeEmpty(json));
  }

  /** JSON type of the data: typed clients fail to parse the wrong one, even an empty one. */
  public enum Shape {
    OBJECT,
    LIST;

    /** Writes an empty value of this shape. */
    public void writeEmpty(JsonGenerator json) {
      switch (this) {
        case OBJECT -> json.writeStartObject().writeEndObject();
        case LIST -> json.writeStartArray().writeEndArray();
      }
    }
  }

  /** Writes one JSON value. */
  @FunctionalInterface
  public interface Writer<S> {
    void write(JsonGenerator json, S success, Context context);
  }

  /** Context of a response beside the outcome. */
  public record Context(Command command, App app, PlatformUrls platformUrls) {}
}
