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
    matches(dialect.id() + ".json", OpenApiDocument.of(dialect, goldens, fields));
    assertThat(fields.missing()).as("fields without a meaning").isEmpty();
    assertThat(fields.unused()).as("meanings of no field").isEmpty();
  }

  private static void matches(String file, ObjectNode document) throws IOException {
    Path path = API.resolve(file);
    String expected = JSON.writeValueAsString(document) + "\n";
    if ("write".equals(System.getProperty("berth.reference"))) {
      Files.writeString(path, expected);
    }
    assertThat(path)
        .content()
        .as("see the comment at %s", ReferenceDocumentsTests.class)
        .isEqualTo(expected);
  }
}
