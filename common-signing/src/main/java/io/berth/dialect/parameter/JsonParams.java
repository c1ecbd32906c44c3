package io.berth.dialect.parameter;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Reads parameters from a JSON object, token by token. */
final class JsonParams {
  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();

  private JsonParams() {}

  static void read(byte[] body, Params params) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      readObject(parser, params);
    } catch (JacksonException malformed) {
      params.refuse("body: not JSON");
    }
  }

  private static void readObject(JsonParser parser, Params params) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      params.refuse("body: not a JSON object");
      return;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (token) {
        case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
            params.put(name, parser.getString());
        case VALUE_NULL -> params.put(name, "");
        default -> {
          parser.skipChildren();
          params.putNoText(name);
        }
      }
    }
    if (parser.nextToken() != null) {
      params.refuse("body: more than one JSON object");
    }
  }
}
