package io.berth.service.json;

import io.berth.api.wire.WireTypes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.deser.jdk.NumberDeserializers;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The one mapper for everything that Berth's services say to each other: amounts are strings in
 * plain notation, instants ISO 8601, unknown fields are ignored so that services can be upgraded
 * one by one, as are unknown names in sets and lists of names. A record component of Berth's own
 * that is not marked {@code @Nullable} must be there and not null; so a field added to a type that
 * is already stored or sent must be {@code @Nullable}.
 */
public final class BerthJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              // Of each thread its own: event loops share nothing, least of all a queue of buffers.
              JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build())
          .addModule(
              new SimpleModule("berth")
                  .addSerializer(BigDecimal.class, new PlainDecimalSerializer())
                  .addDeserializer(BigDecimal.class, new PlainDecimalDeserializer())
                  .addDeserializer(Instant.class, new PlainInstantDeserializer())
                  .setDeserializerModifier(new RecordDeserializer.Modifier()))
          .addModule(new SimpleModule("names").setDeserializerModifier(new KnownNames.Modifier()))
          .registerSubtypes(WireTypes.records())
          .annotationIntrospector(
              tools.jackson.databind.AnnotationIntrospector.pair(
                  new tools.jackson.databind.introspect.JacksonAnnotationIntrospector(),
                  new NullnessIntrospector()))
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private BerthJson() {}

  public static JsonMapper mapper() {
    return MAPPER;
  }

  private static final class PlainDecimalSerializer extends StdSerializer<BigDecimal> {
    PlainDecimalSerializer() {
      super(BigDecimal.class);
    }

    @Override
    public void serialize(BigDecimal value, JsonGenerator generator, SerializationContext context) {
      generator.writeString(value.toPlainString());
    }
  }

  /**
   * Takes what the serializer writes as it is; Jackson tries all else with a regular expression.
   */
  private static final class PlainDecimalDeserializer
      extends NumberDeserializers.BigDecimalDeserializer {

    private static final int LONGEST = 64;

    @Override
    public BigDecimal deserialize(JsonParser parser, DeserializationContext context) {
      if (parser.hasToken(JsonToken.VALUE_STRING)) {
        String text = parser.getString();
        if (isPlain(text)) {
          return new BigDecimal(text);
        }
      }
      return super.deserialize(parser, context);
    }

    private static boolean isPlain(String text) {
      int points = 0;
      for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
        char character = text.charAt(i);
        if (character == '.') {
          points++;
        } else if (character < '0' || character > '9') {
          return false;
        }
      }
      return text.length() <= LONGEST
          && points <= 1
          && !text.isEmpty()
          && Character.isDigit(text.charAt(text.length() - 1));
    }
  }

  /** Takes what the serializer writes as it is; Jackson reads all with a formatter. */
  private static final class PlainInstantDeserializer extends InstantDeserializer<Instant> {

    PlainInstantDeserializer() {
      super(InstantDeserializer.INSTANT, DateTimeFormatter.ISO_INSTANT);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
      if (parser.hasToken(JsonToken.VALUE_STRING)) {
        Instant instant = PlainInstant.parse(parser.getString());
        if (instant != null) {
          return instant;
        }
      }
      return super.deserialize(parser, context);
    }
  }
}
