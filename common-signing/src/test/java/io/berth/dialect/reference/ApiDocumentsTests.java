package io.berth.dialect.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tests that the OpenAPI documents keep to OpenAPI 3.1, and their examples to their schemas. */
class ApiDocumentsTests {
  private static final JsonMapper JSON = new JsonMapper();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "docs", "api"))) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .filter(file -> JSON.readTree(file.toFile()).has("openapi"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void keepsToOpenApi(Path file) throws IOException {
    try (InputStream schema =
        ApiDocumentsTests.class.getResourceAsStream("/schemas/openapi-3.1.json")) {
      List<Error> errors =
          SCHEMAS.getSchema(JSON.readTree(schema)).validate(JSON.readTree(file.toFile()));
      assertThat(errors).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void examplesKeepToTheirSchemas(Path file) {
    JsonNode document = JSON.readTree(file.toFile());
    for (JsonNode media : document.findParents("schema")) {
      Schema schema = schema(document, media.path("schema"));
      Stream.concat(
              media.has("example") ? Stream.of(media.get("example")) : Stream.empty(),
              media.path("examples").values().stream().map(each -> each.path("value")))
          .forEach(
              example ->
                  assertThat(schema.validate(example)).as("%s of %s", example, media).isEmpty());
    }
  }

  /** A schema that may refer to the document's components. */
  private static Schema schema(JsonNode document, JsonNode schema) {
    ObjectNode whole = (ObjectNode) schema.deepCopy();
    whole.set("components", document.path("components"));
    return SCHEMAS.getSchema(whole);
  }
}
