package io.berth.story.compose;

import io.berth.embedded.PostgresAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Runs a script as psql would, as far as deploy/databases.sql goes: there is no psql here. */
final class PsqlScript {

  private final PostgresAdmin admin;
  private final Map<String, String> environment;
  private final Map<String, String> variables = new HashMap<>();
  private String database = "postgres";

  PsqlScript(PostgresAdmin admin, Map<String, String> environment) {
    this.admin = admin;
    this.environment = environment;
  }

  void run(Path file) throws IOException, SQLException {
    StringBuilder statement = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      String text = line.strip();
      if (text.startsWith("\\")) {
        command(text.split("\\s+"));
      } else if (!text.startsWith("--")) {
        statement.append(text).append(' ');
        if (text.endsWith(";")) {
          execute(statement.toString());
          statement.setLength(0);
        }
      }
    }
    if (!statement.toString().isBlank()) {
      throw new IllegalStateException("the script ends within a statement: " + statement);
    }
  }

  private void command(String[] words) {
    switch (words[0]) {
      case "\\getenv" -> variables.put(words[1], environment.get(words[2]));
      case "\\connect" -> database = words[1];
      default -> throw new IllegalStateException("cannot do " + words[0]);
    }
  }

  private void execute(String statement) throws SQLException {
    String filled = statement;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      filled = filled.replace(":'" + variable.getKey() + "'", "'" + variable.getValue() + "'");
    }
    try (Connection connection = admin.connect(database);
        Statement run = connection.createStatement()) {
      run.execute(filled);
    }
  }
}
