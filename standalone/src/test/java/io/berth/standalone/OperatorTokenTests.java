package io.berth.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.standalone.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorTokenTests {

  @TempDir Path folder;

  @Test
  void isInAVariableOrInAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "from-a-file\n");
    assertThat(OperatorToken.of(Map.of("BERTH_OPERATOR_TOKEN", "given"))).contains("given");
    assertThat(OperatorToken.of(Map.of("BERTH_OPERATOR_TOKEN_FILE", file.toString())))
        .contains("from-a-file");
    assertThat(
            OperatorToken.of(
                Map.of(
                    "BERTH_OPERATOR_TOKEN", "given", "BERTH_OPERATOR_TOKEN_FILE", file.toString())))
        .contains("given");
  }

  @Test
  void isTheFirstOfTwo() {
    assertThat(OperatorToken.of(Map.of("BERTH_OPERATOR_TOKEN", "new,old"))).contains("new");
  }

  @Test
  void isMissing() {
    assertThat(OperatorToken.of(Map.of())).isEmpty();
    assertThat(OperatorToken.of(Map.of("BERTH_OPERATOR_TOKEN", " "))).isEmpty();
    assertThatThrownBy(
            () ->
                OperatorToken.of(
                    Map.of("BERTH_OPERATOR_TOKEN_FILE", folder.resolve("none").toString())))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none");
  }
}
