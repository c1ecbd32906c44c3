package io.berth.standalone.reference;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.api.wire.WireTypes;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schemas of the records that travel inside, as {@code BerthJson} writes them. */
final class Schemas {

  private final SchemaBuilder builder;
  private final Comments comments;

  Schemas(Comments comments) {
    this.comments = comments;
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(
                Option.DEFINITIONS_FOR_ALL_OBJECTS,
                Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                Option.PLAIN_DEFINITION_KEYS)
            .without(Option.SCHEMA_VERSION_INDICATOR);
    config
        .forTypesInGeneral()
        .withSubtypeResolver(
            (type, context) ->
                isUnion(type.getErasedType())
                    ? leaves(type.getErasedType()).stream()
                        .map(leaf -> context.getTypeContext().resolve(leaf))
                        .toList()
                    : null)
        .withCustomDefinitionProvider(
            (type, context) -> {
              ObjectNode node = simple(type, context.getGeneratorConfig().createObjectNode());
              return node == null ? null : new CustomDefinition(node, true);
            })
        .withTypeAttributeOverride(
            (node, scope, context) -> {
              Class<?> type = scope.getType().getErasedType();
              name(node, type);
              describe(node, type);
              unwrap(node, type, context);
            });
    config
        .forFields()
        .withIgnoreCheck(field -> field.getAnnotation(JsonUnwrapped.class) != null)
        .withPropertyNameOverrideResolver(field -> name(field.getRawMember()))
        .withRequiredCheck(field -> !isNullable(field.getRawMember()))
        .withDescriptionResolver(
            field ->
                comments.parameter(
                    field.getDeclaringType().getErasedType(), field.getDeclaredName()));
    builder = new SchemaGenerator(config.build()).buildMultipleSchemaDefinitions();
  }

  ObjectNode reference(Class<?> type) {
    return (ObjectNode) builder.createSchemaReference(type);
  }

  ObjectNode definitions() {
    return (ObjectNode) builder.collectDefinitions("components/schemas");
  }

  private static boolean isUnion(Class<?> type) {
    return type.isInterface() && kind(type) != null;
  }

  /** The records below an interface, by name. */
  static List<Class<?>> leaves(Class<?> union) {
    Stream<Class<?>> leaves =
        Command.class.isAssignableFrom(union) || Outcome.class.isAssignableFrom(union)
            ? WireTypes.records().stream().filter(union::isAssignableFrom)
            : permitted(union);
    return leaves.distinct().sorted(Comparator.comparing(Class::getSimpleName)).toList();
  }

  private static Stream<Class<?>> permitted(Class<?> union) {
    return Stream.of(union.getPermittedSubclasses())
        .flatMap(permitted -> permitted.isSealed() ? permitted(permitted) : Stream.of(permitted));
  }

  private static @Nullable ObjectNode simple(ResolvedType type, ObjectNode node) {
    Class<?> java = type.getErasedType();
    if (java == BigDecimal.class) {
      return node.put("type", "string").put("pattern", "^-?[0-9]+(\\.[0-9]+)?$");
    } else if (java == Instant.class) {
      return node.put("type", "string").put("format", "date-time");
    } else if (java == long.class || java == Long.class) {
      return node.put("type", "integer").put("format", "int64");
    } else if (JsonNode.class.isAssignableFrom(java)) {
      return node;
    }
    return null;
  }

  private static void name(ObjectNode node, Class<?> type) {
    JsonTypeInfo kind = kind(type);
    if (kind != null && type.isRecord()) {
      object(node).putObject(kind.property()).put("const", type.getSimpleName());
      required(node).add(kind.property());
    }
  }

  private void describe(ObjectNode node, Class<?> type) {
    String description = comments.of(type);
    if (description != null) {
      node.put("description", description);
    }
  }

  /** Moves the properties of unwrapped components up: the JSON is flat. */
  private static void unwrap(ObjectNode node, Class<?> type, SchemaGenerationContext context) {
    for (Field field : type.isRecord() ? type.getDeclaredFields() : new Field[0]) {
      if (field.isAnnotationPresent(JsonUnwrapped.class)) {
        ObjectNode part =
            context.createStandardDefinition(
                context.getTypeContext().resolve(field.getType()), null);
        Map<String, JsonNode> properties = new TreeMap<>();
        object(node).properties().forEach(it -> properties.put(it.getKey(), it.getValue()));
        object(part).properties().forEach(it -> properties.put(it.getKey(), it.getValue()));
        object(node).removeAll().setAll(properties);
        Stream.of(node, part)
            .flatMap(each -> required(each).valueStream().map(JsonNode::stringValue))
            .sorted()
            .toList()
            .forEach(required(node).removeAll()::add);
      }
    }
  }

  private static ObjectNode object(ObjectNode node) {
    return node.get("properties") instanceof ObjectNode there
        ? there
        : node.putObject("properties");
  }

  private static ArrayNode required(ObjectNode node) {
    return node.get("required") instanceof ArrayNode there ? there : node.putArray("required");
  }

  private static String name(Field field) {
    JsonProperty property = field.getAnnotation(JsonProperty.class);
    return property == null ? field.getName() : property.value();
  }

  private static @Nullable JsonTypeInfo kind(Class<?> type) {
    JsonTypeInfo own = type.getAnnotation(JsonTypeInfo.class);
    if (own != null) {
      return own;
    }
    for (Class<?> parent : type.getInterfaces()) {
      JsonTypeInfo inherited = kind(parent);
      if (inherited != null) {
        return inherited;
      }
    }
    return null;
  }

  private static boolean isNullable(Field field) {
    return field.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** The fields of a record's JSON, those of unwrapped components included. */
  static List<Field> fields(Class<?> record) {
    return Stream.of(record.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .flatMap(
            field ->
                field.isAnnotationPresent(JsonUnwrapped.class)
                    ? fields(field.getType()).stream()
                    : Stream.of(field))
        .toList();
  }

  /** Name in JSON, with a question mark where the field may be missing. */
  static String label(Field field) {
    return name(field) + (isNullable(field) ? "?" : "");
  }
}
