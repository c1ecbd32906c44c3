package io.berth.dialect.doctor;

import io.berth.api.doctor.Mistake;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The body that was digested where it is not the body that was sent. */
public final class BodyVariants {
  private static final int LONGEST = 64 * 1024;
  private static final JsonFactory JSON = new JsonFactory();

  public record Variant(Mistake mistake, byte[] body) {}

  private BodyVariants() {}

  /** None of a long body. */
  public static List<Variant> of(byte[] body) {
    List<Variant> variants = new ArrayList<>();
    variants.add(new Variant(Mistake.BODY_EMPTY, new byte[0]));
    variants.add(new Variant(Mistake.BODY_EMPTY, "{}".getBytes(StandardCharsets.UTF_8)));
    if (body.length > LONGEST) {
      return variants;
    }
    String text = new String(body, StandardCharsets.UTF_8);
    for (String other :
        List.of(
            text.strip(),
            text + "\n",
            text + "\r\n",
            spaced(body, ",", ":"),
            spaced(body, ", ", ": "),
            spaced(body, ",", ": "),
            text.replace("/", "\\/"),
            text.replace("\\/", "/"))) {
      if (!other.equals(text)) {
        variants.add(
            new Variant(Mistake.BODY_RESERIALISED, other.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return variants;
  }

  /** The same JSON with other white space; the text itself where it is none. */
  private static String spaced(byte[] body, String comma, String colon) {
    StringBuilder out = new StringBuilder(body.length + 64);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      boolean first = true;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        boolean ends = token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY;
        if (!first && !ends) {
          out.append(comma);
        }
        out.append(written(parser, token));
        first = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
        if (token == JsonToken.PROPERTY_NAME) {
          out.append(colon);
          first = true;
        }
      }
      return out.toString();
    } catch (JacksonException notJson) {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private static String written(JsonParser parser, JsonToken token) {
    return switch (token) {
      case PROPERTY_NAME -> quoted(parser.currentName());
      case VALUE_STRING -> quoted(parser.getString());
      default -> parser.getString();
    };
  }

  private static String quoted(String text) {
    java.io.StringWriter out = new java.io.StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeString(text);
    }
    return out.toString();
  }
}
