package io.berth.standalone.bootstrap;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of a file. Reading a field records its problems and continues; values read after a
 * problem are never used, since a file with problems is rejected.
 */
final class Section {

  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");

  private final String file;
  private final Problems problems;
  private final Environment environment;
  private final int line;
  private final String path;
  private final Map<String, Node> fields = new LinkedHashMap<>();
  private final Set<String> read = new TreeSet<>();

  Section(String file, Node node, String path, Problems problems, Environment environment) {
    this.file = file;
    this.problems = problems;
    this.environment = environment;
    this.line = line(node);
    this.path = path;
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::add);
    } else {
      problems.add(origin(), path.isEmpty() ? "the file" : path, "must be a mapping");
    }
  }

  private void add(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      problems.add(at(tuple.getKeyNode()), path, "has a key that is not text");
      return;
    }
    if (fields.put(key.getValue(), tuple.getValueNode()) != null) {
      problems.add(at(key), field(key.getValue()), "is given twice");
    }
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  SourcePosition origin() {
    return new SourcePosition(file, line);
  }

  private SourcePosition at(Node node) {
    return new SourcePosition(file, line(node));
  }

  /** The position of a field, or of the section where the field is absent. */
  SourcePosition origin(String name) {
    Node node = fields.get(name);
    return node == null ? origin() : at(node);
  }

  String field(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  void problem(String name, String what) {
    problems.add(origin(name), field(name), what);
  }

  void require(String name) {
    if (node(name) == null) {
      problems.add(origin(), field(name), "is missing");
    }
  }

  Set<String> names() {
    return fields.keySet();
  }

  @Nullable Node node(String name) {
    read.add(name);
    Node node = fields.get(name);
    return node == null || node.getTag().equals(Tag.NULL) ? null : node;
  }

  @Nullable String text(String name) {
    Node node = node(name);
    return node == null ? null : text(node, name);
  }

  /** Text that follows a rule. */
  @Nullable String text(String name, Predicate<String> rule, String ruleInWords) {
    String text = text(name);
    if (text != null && !rule.test(text)) {
      problem(name, ruleInWords + ", not " + text);
    }
    return text;
  }

  /** Required text, empty where it is missing. */
  String requiredText(String name, Predicate<String> rule, String ruleInWords) {
    require(name);
    String text = text(name, rule, ruleInWords);
    return text == null ? "" : text;
  }

  private String text(Node node, String name) {
    if (!(node instanceof ScalarNode scalar)) {
      problems.add(at(node), field(name), "must be text");
      return "";
    }
    String missing = environment.missing(scalar.getValue());
    if (missing != null) {
      problems.add(
          at(node),
          field(name),
          "needs the environment variable " + missing + ", which is not set");
    }
    return environment.fill(scalar.getValue());
  }

  @Nullable Long integer(String name, long lowest, long highest) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    if (INTEGER.matcher(text).matches()) {
      long value = Long.parseLong(text);
      if (value >= lowest && value <= highest) {
        return value;
      }
    }
    problem(name, "must be a whole number from " + lowest + " to " + highest + ", not " + text);
    return lowest;
  }

  @Nullable BigDecimal decimal(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    if (!DECIMAL.matcher(text).matches()) {
      problem(name, "must be a number in plain notation, not " + text);
      return BigDecimal.ZERO;
    }
    return new BigDecimal(text);
  }

  @Nullable Boolean flag(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    if (!text.equals("true") && !text.equals("false")) {
      problem(name, "must be true or false, not " + text);
    }
    return text.equals("true");
  }

  /** The texts of a list, or null where it is absent. */
  @Nullable List<String> texts(String name, Predicate<String> rule, String ruleInWords) {
    Node node = node(name);
    if (node == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (Node item : items(node, name)) {
      String text = text(item, name);
      if (!rule.test(text)) {
        problems.add(at(item), field(name), ruleInWords + ", not " + text);
      }
      texts.add(text);
    }
    return texts;
  }

  /** The mappings of a list; none where it is absent. */
  List<Section> sections(String name) {
    Node node = node(name);
    List<Section> sections = new ArrayList<>();
    if (node != null) {
      int index = 0;
      for (Node item : items(node, name)) {
        String itemPath = field(name) + "[" + index++ + "]";
        sections.add(new Section(file, item, itemPath, problems, environment));
      }
    }
    return sections;
  }

  private List<Node> items(Node node, String name) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    problems.add(at(node), field(name), "must be a list");
    return List.of();
  }

  @Nullable Section section(String name) {
    Node node = node(name);
    return node == null ? null : new Section(file, node, field(name), problems, environment);
  }

  /** Reads every field of this section the same way, for tables whose keys are data. */
  <T> Map<String, T> each(Function<String, @Nullable T> reader) {
    Map<String, T> values = new LinkedHashMap<>();
    for (String name : List.copyOf(fields.keySet())) {
      T value = reader.apply(name);
      if (value != null) {
        values.put(name, value);
      }
    }
    return values;
  }

  String filled(String text) {
    return environment.fill(text);
  }

  /** Records fields that were never read: most likely misspelt ones. */
  void refuseUnread() {
    for (Map.Entry<String, Node> entry : fields.entrySet()) {
      if (!read.contains(entry.getKey())) {
        problems.add(
            at(entry.getValue()),
            field(entry.getKey()),
            "is not a known field; known fields: " + String.join(", ", read));
      }
    }
  }
}
