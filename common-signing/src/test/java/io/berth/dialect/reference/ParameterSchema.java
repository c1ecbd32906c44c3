package io.berth.dialect.reference;

import io.berth.dialect.parameter.Parameter;
import io.berth.dialect.parameter.Parameter.Amount;
import io.berth.dialect.parameter.Parameter.Group;
import io.berth.dialect.parameter.Parameter.Named;
import io.berth.dialect.parameter.Parameter.Rule;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes declared parameters as JSON schemas.
 *
 * @param ofEverybody parameters that every kind of caller sends
 * @param ofSome parameters that servers alone send where front ends call too
 */
record ParameterSchema(List<Parameter<?>> ofEverybody, List<Parameter<?>> ofSome) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String AMOUNT = Amount.PATTERN.pattern();

  /** All parameters by name, in order. */
  Map<String, Named<?>> named() {
    Map<String, Named<?>> named = new LinkedHashMap<>();
    for (List<Parameter<?>> parameters : List.of(ofSome, ofEverybody)) {
      parameters.stream()
          .flatMap(Parameter::named)
          .forEach(each -> named.putIfAbsent(each.name(), each));
    }
    return named;
  }

  /** Names of the parameters that nobody may leave out. */
  Set<String> required() {
    return ofEverybody.stream()
        .flatMap(Parameter::named)
        .filter(Named::required)
        .map(Named::name)
        .collect(Collectors.toSet());
  }

  ObjectNode body() {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    Set<String> required = required();
    Map<String, Named<?>> named = named();
    List<String> inOrder = named.keySet().stream().filter(required::contains).toList();
    if (!inOrder.isEmpty()) {
      inOrder.forEach(schema.putArray("required")::add);
    }
    ObjectNode properties = schema.putObject("properties");
    named.forEach((name, parameter) -> properties.set(name, described(parameter)));
    alternatives(schema);
    return schema;
  }

  private void alternatives(ObjectNode schema) {
    List<Group<?>> groups =
        ofEverybody.stream()
            .filter(Group.class::isInstance)
            .<Group<?>>map(group -> (Group<?>) group)
            .filter(group -> group.rule() != Rule.ANY)
            .toList();
    if (groups.isEmpty()) {
      return;
    }
    ArrayNode all = schema.putArray("allOf");
    for (Group<?> group : groups) {
      ArrayNode any = all.addObject().putArray("anyOf");
      group.members().forEach(member -> any.addObject().putArray("required").add(member.name()));
    }
  }

  /** A parameter's schema and its meaning. */
  ObjectNode described(Named<?> parameter) {
    return of(parameter).put("description", meaning(parameter));
  }

  String meaning(Named<?> parameter) {
    Set<String> some =
        ofSome.stream().flatMap(Parameter::named).map(Named::name).collect(Collectors.toSet());
    StringBuilder meaning = new StringBuilder(parameter.meaning());
    if (some.contains(parameter.name())) {
      meaning.append(parameter.required() ? ". Required of servers" : ". From servers only");
    }
    for (Parameter<?> each : all()) {
      if (each instanceof Group<?> group
          && group.rule() != Rule.ANY
          && group.members().contains(parameter)) {
        Set<String> others =
            group.members().stream()
                .map(Named::name)
                .collect(Collectors.toCollection(HashSet::new));
        others.remove(parameter.name());
        meaning.append(group.rule() == Rule.EXACTLY_ONE ? ". Either this or " : ". This or ");
        meaning.append(String.join(", ", others));
      }
    }
    return meaning.append('.').toString();
  }

  private List<Parameter<?>> all() {
    return Stream.concat(ofSome.stream(), ofEverybody.stream()).toList();
  }

  static ObjectNode of(Named<?> parameter) {
    ObjectNode schema = JSON.createObjectNode();
    switch (parameter) {
      case Parameter.Text text -> {
        schema.put("type", "string");
        if (text.pattern() != null) {
          schema.put("pattern", whole(text.pattern().pattern()));
        } else {
          if (text.required()) {
            schema.put("minLength", text.minimum());
          }
          schema.put("maxLength", text.maximum());
        }
      }
      case Parameter.Constant constant ->
          schema.put("type", "string").put("const", constant.value());
      case Amount amount ->
          schema
              .put("type", "string")
              .put("pattern", whole(amount.required() ? AMOUNT : "(" + AMOUNT + ")?"));
      case Parameter.Whole whole -> {
        schema.put("type", "integer").put("format", "int64").put("minimum", whole.minimum());
        if (whole.maximum() < Long.MAX_VALUE) {
          schema.put("maximum", whole.maximum());
        }
      }
      case Parameter.Unread _ -> schema.put("type", "string");
    }
    return schema;
  }

  private static String whole(String pattern) {
    return pattern.contains("|") ? "^(" + pattern + ")$" : "^" + pattern + "$";
  }
}
