package io.berth.story.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares the examples' databases and users with the scripts that make them elsewhere. */
class HelmExamplesTests {

  private static final Pattern ROLE = Pattern.compile("create role (\\w+) login");
  private static final Pattern DATABASE = Pattern.compile("create database (\\w+) owner (\\w+)");
  private static final Pattern RULE =
      Pattern.compile("(?m)^  (owns|writes|reads) (\\S+) ((?:--\\S+ \\S+|\\\\\\s+| )+)$");
  private static final Pattern TARGET = Pattern.compile("--(topic|group) (\\S+)");

  @Test
  void databasesAreThoseOfTheScript() throws IOException {
    String script = Files.readString(HelmChart.ROOT.resolve("deploy/databases.sql"));
    List<Resource> example = example("postgresql-cloudnativepg.yaml");
    Set<String> roles =
        example.getFirst().at("spec", "managed").list("roles").stream()
            .map(role -> role.text("name"))
            .collect(Collectors.toSet());
    assertThat(roles)
        .isEqualTo(ROLE.matcher(script).results().map(r -> r.group(1)).collect(Collectors.toSet()));
    Set<String> databases =
        example.stream()
            .filter(each -> each.kind().equals("Database"))
            .map(each -> each.at("spec"))
            .map(database -> database.text("name") + " of " + database.text("owner"))
            .collect(Collectors.toSet());
    assertThat(databases)
        .isEqualTo(
            DATABASE
                .matcher(script)
                .results()
                .map(found -> found.group(1) + " of " + found.group(2))
                .collect(Collectors.toSet()));
  }

  @Test
  void kafkaLetsUsersDoWhatTheScriptLetsThem() throws IOException {
    assertThat(allowedByExample()).isEqualTo(allowedByScript()).hasSizeGreaterThan(20);
  }

  private static Set<String> allowedByExample() throws IOException {
    Set<String> allowed = new TreeSet<>();
    for (Resource user : example("kafka-strimzi.yaml")) {
      if (user.kind().equals("KafkaUser")) {
        for (Resource rule : user.at("spec", "authorization").list("acls")) {
          Resource target = rule.at("resource");
          rule.list("operations")
              .forEach(
                  operation ->
                      allowed.add(
                          line(
                              user.name(),
                              operation.yaml().toString(),
                              target.text("type"),
                              target.text("name"))));
        }
      }
    }
    return allowed;
  }

  private static Set<String> allowedByScript() throws IOException {
    String script = Files.readString(HelmChart.ROOT.resolve("deploy/kafka-users"));
    Set<String> allowed = new TreeSet<>();
    Matcher rules = RULE.matcher(script);
    while (rules.find()) {
      List<String> operations =
          switch (rules.group(1)) {
            case "owns" -> List.of("Create", "DescribeConfigs", "Write");
            case "writes" -> List.of("Write");
            default -> List.of("Read");
          };
      String user = rules.group(2);
      TARGET
          .matcher(rules.group(3))
          .results()
          .forEach(
              target ->
                  operations.forEach(
                      operation ->
                          allowed.add(line(user, operation, target.group(1), target.group(2)))));
    }
    return allowed;
  }

  private static String line(String user, String operation, String type, String name) {
    return user + " " + operation + " " + type + " " + name;
  }

  private static List<Resource> example(String file) throws IOException {
    return HelmChart.resources(Files.readString(HelmChart.EXAMPLES.resolve(file)));
  }
}
