package io.berth.story.helm;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A part of a Kubernetes resource, or the whole: a map as YAML has it. */
record Resource(Object yaml) {

  String kind() {
    return text("kind");
  }

  String name() {
    return at("metadata").text("name");
  }

  boolean has(String key) {
    return map().containsKey(key);
  }

  Resource at(String... path) {
    Resource found = this;
    for (String key : path) {
      found = new Resource(Objects.requireNonNull(found.map().get(key), key));
    }
    return found;
  }

  String text(String key) {
    return at(key).yaml().toString();
  }

  int number(String key) {
    return (Integer) at(key).yaml();
  }

  List<Resource> list(String key) {
    return ((List<?>) at(key).yaml()).stream().map(Resource::new).toList();
  }

  /** Labels, and others whose values are texts. */
  Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    map().forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return texts;
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> map() {
    return (Map<String, Object>) yaml;
  }

  /** The only container of a Deployment or Job. */
  Resource container() {
    return at("spec", "template", "spec").list("containers").getFirst();
  }

  /** Environment of the only container, by name. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    container()
        .list("env")
        .forEach(variable -> environment.put(variable.text("name"), variable.text("value")));
    return environment;
  }

  /** Keys of the Secret that is mounted, by the property that each becomes. */
  Map<String, String> secrets() {
    Map<String, String> secrets = new TreeMap<>();
    at("spec", "template", "spec")
        .list("volumes")
        .getFirst()
        .at("secret")
        .list("items")
        .forEach(item -> secrets.put(item.text("path"), item.text("key")));
    return secrets;
  }
}
