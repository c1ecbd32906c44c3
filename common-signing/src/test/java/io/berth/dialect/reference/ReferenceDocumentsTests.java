package io.berth.dialect.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code docs/api} says what the dialects declare and their golden files show. After a change,
 * {@code ./mvnw -pl common-signing -am test -Dtest=ReferenceDocumentsTests -Dberth.reference=write}
 * brings it in line.
 */
class ReferenceDocumentsTests {
  private static final Path API = Path.of("..", "docs", "api");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  static Stream<Dialect> dialects() {
    return StreamSupport.stream(Dialects.installed().all().spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void describesTheDialect(Dialect dialect) throws IOException, URISyntaxException {
    Path golden = Path.of(ReferenceDocumentsTests.class.getResource("/golden").toURI());
    Goldens goldens = Goldens.of(dialect, golden);
    Fields fields = Fields.of(dialect);
    ObjectNode document = OpenApiDocument.of(dialect, goldens, fields);
    matches(dialect.id() + ".json", json(document));
    matches(dialect.id() + ".md", new ReferencePage(dialect.id(), document).markdown());
    PostmanScript script = PostmanScript.of(dialect);
    matches(dialect.id() + ".postman.json", json(new PostmanCollection(document, script).write()));
    Webhook webhook = new Webhook(dialect, goldens, fields);
    matches(dialect.id() + "-callbacks.json", json(AsyncApiDocument.of(dialect, webhook)));
    assertThat(fields.missing()).as("fields without a meaning").isEmpty();
    assertThat(fields.unused()).as("meanings of no field").isEmpty();
  }

  private static String json(ObjectNode document) {
    return JSON.writeValueAsString(document) + "\n";
  }

  private static void matches(String file, String expected) throws IOException {
    Path path = API.resolve(file);
    if ("write".equals(System.getProperty("berth.reference"))) {
      Files.writeString(path, expected);
    }
    assertThat(path)
        .content()
        .as("see the comment at %s", ReferenceDocumentsTests.class)
        .isEqualTo(expected);
  }
}
