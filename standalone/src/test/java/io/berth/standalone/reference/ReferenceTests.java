package io.berth.standalone.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code docs/api} says what the code does. After a change of commands or events, {@code ./mvnw -pl
 * standalone -am test -Dtest=ReferenceTests -Dberth.reference=write} brings it in line.
 */
class ReferenceTests {

  private static final Path API = Path.of("..", "docs", "api");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static Comments comments;

  @BeforeAll
  static void read() throws IOException {
    comments = Comments.of(Path.of("..", "common-api/src/main/java/io/berth/api"));
  }

  @Test
  void describesTheCommands() throws IOException {
    matches("openapi.json", json(OpenApi.of(new Schemas(comments))));
    matches("commands.md", Tables.commands(comments));
  }

  @Test
  void describesTheEvents() throws IOException {
    matches("asyncapi.json", json(AsyncApi.of(new Schemas(comments))));
    matches("events.md", Tables.events(comments));
  }

  static boolean writes() {
    return "write".equals(System.getProperty("berth.reference"));
  }

  private static String json(ObjectNode document) {
    return JSON.writeValueAsString(document) + "\n";
  }

  private static void matches(String file, String expected) throws IOException {
    Path path = API.resolve(file);
    if (writes()) {
      Files.createDirectories(API);
      Files.writeString(path, expected);
    }
    assertThat(path)
        .content()
        .as("see the comment at %s", ReferenceTests.class)
        .isEqualTo(expected);
  }
}
