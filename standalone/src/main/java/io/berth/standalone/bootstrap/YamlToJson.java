package io.berth.standalone.bootstrap;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Converts a dialect's setting from YAML to JSON. */
final class YamlToJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 10;

  private YamlToJson() {}

  static JsonNode convert(Node node, Environment environment) {
    return convert(node, environment, 0);
  }

  private static JsonNode convert(Node node, Environment environment, int depth) {
    if (depth > DEEPEST) {
      return JSON.nullNode();
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar, environment);
      case SequenceNode sequence -> {
        ArrayNode array = JSON.arrayNode();
        sequence.getValue().forEach(item -> array.add(convert(item, environment, depth + 1)));
        yield array;
      }
      case MappingNode mapping -> {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
          if (tuple.getKeyNode() instanceof ScalarNode key) {
            object.set(key.getValue(), convert(tuple.getValueNode(), environment, depth + 1));
          }
        }
        yield object;
      }
      default -> JSON.nullNode();
    };
  }

  private static JsonNode scalar(ScalarNode scalar, Environment environment) {
    String text = scalar.getValue();
    if (scalar.getTag().equals(Tag.INT) && text.matches("-?\\d{1,18}")) {
      return JSON.numberNode(Long.parseLong(text));
    }
    if (scalar.getTag().equals(Tag.BOOL) && (text.equals("true") || text.equals("false"))) {
      return JSON.booleanNode(text.equals("true"));
    }
    if (scalar.getTag().equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    return JSON.stringNode(environment.fill(text));
  }
}
