package io.berth.standalone;

import io.berth.standalone.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads the token of another platform's operator. */
final class OperatorToken {

  private static final String TOKEN = "BERTH_OPERATOR_TOKEN";
  private static final String FILE = "BERTH_OPERATOR_TOKEN_FILE";

  private OperatorToken() {}

  /**
   * Takes the first token where the gateway has two, as while it is changed.
   *
   * @throws UserError if the file cannot be read
   */
  static Optional<String> of(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(TOKEN))
        .or(() -> Optional.ofNullable(environment.get(FILE)).map(OperatorToken::read))
        .map(text -> text.split(",", 2)[0].strip())
        .filter(token -> !token.isEmpty());
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UserError(FILE + " cannot be read: " + e.getMessage());
    }
  }
}
