package io.berth.service.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.type.CollectionType;

/**
 * Reads sets and lists of enum constants, and leaves out names that this version does not know: a
 * service of a newer version may be the sender. Whoever misses a permission or a possible next step
 * may do less, never more.
 */
final class KnownNames extends StdDeserializer<Collection<Enum<?>>> {

  private final Class<?> collection;
  private final Class<?> content;
  private final Map<String, Enum<?>> constants = new HashMap<>();

  private KnownNames(CollectionType type) {
    super(type);
    collection = type.getRawClass();
    content = type.getContentType().getRawClass();
    for (Object constant : content.getEnumConstants()) {
      Enum<?> known = (Enum<?>) constant;
      constants.put(known.name(), known);
    }
  }

  /** Makes Jackson use this class for every set and list of an enum. */
  static final class Modifier extends ValueDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public ValueDeserializer<?> modifyCollectionDeserializer(
        DeserializationConfig config,
        CollectionType type,
        BeanDescription.Supplier description,
        ValueDeserializer<?> usual) {
      return type.getContentType().isEnumType() ? new KnownNames(type) : usual;
    }
  }

  @Override
  public @Nullable Collection<Enum<?>> deserialize(
      JsonParser parser, DeserializationContext context) {
    if (!parser.isExpectedStartArrayToken()) {
      return refuse(parser, context, getValueType(context));
    }
    Collection<Enum<?>> known =
        Set.class.isAssignableFrom(collection) ? new LinkedHashSet<>() : new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return refuse(parser, context, context.constructType(content));
      }
      Enum<?> constant = constants.get(parser.getString());
      if (constant != null) {
        known.add(constant);
      }
    }
    return known;
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Collection<Enum<?>> refuse(
      JsonParser parser, DeserializationContext context, JavaType wanted) {
    return (Collection<Enum<?>>) context.handleUnexpectedToken(wanted, parser);
  }
}
