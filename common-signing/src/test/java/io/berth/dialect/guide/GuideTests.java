package io.berth.dialect.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that requests, answers and signatures of the guides are those of the golden files. */
class GuideTests {
  private static final Path VECTORS = Path.of("..", "docs", "protocols", "vectors.json");

  static Stream<Dialect> dialects() {
    return StreamSupport.stream(Dialects.installed().all().spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void showsGoldenExamples(Dialect dialect) throws IOException {
    StringBuilder golden = new StringBuilder(Files.readString(VECTORS));
    try (Stream<Path> files = Files.walk(ReceivedCallback.folder(dialect))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        golden.append(Files.readString(file));
      }
    }
    Guide guide = Guide.of(dialect);
    List<String> examples =
        Stream.of("json", "text").flatMap(kind -> guide.blocks(kind).stream()).toList();
    assertThat(examples).isNotEmpty();
    assertThat(examples)
        .allSatisfy(
            example -> assertThat(golden.indexOf(example.strip())).as(example).isNotNegative());
  }
}
