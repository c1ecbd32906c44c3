package io.berth.standalone.reference;

import io.berth.api.Command;
import io.berth.api.wire.WireTypes;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The same for people: one page each, in Markdown. */
final class Tables {

  private Tables() {}

  static String commands(Comments comments) {
    StringBuilder page =
        new StringBuilder(
            """
            # Commands

            Commands that the dialects' requests become inside, and those of operators and the console. A command is one JSON object whose `type` names it, and so is its outcome; a `Refusal` has a `code`. Over HTTP the operator's endpoint takes a command by `POST` and answers 200 with the outcome; between services commands travel as frames ([decision 35](../decisions/0035-commands-side-by-side.md)). [OpenAPI](openapi.json) has the exact shapes.

            | endpoint | for | authentication |
            |---|---|---|
            | gateway `POST /operator/commands` | whoever runs the platform | `Authorization: Bearer <operator token>` |
            | gateway `/console/commands`, frames | the console: `{appId, command}` | a caller token of the console, for a signed-in person |
            | service `/commands`, frames | the gateway and other services | a caller token |

            Amounts are strings in plain decimal notation, times are RFC 3339 in UTC. A field with `?` may be absent. This page is generated from the sources.
            """);
    List<Class<?>> groups =
        WireTypes.groups().stream().filter(Command.class::isAssignableFrom).toList();
    for (Class<?> group : groups) {
      page.append("\n## ").append(title(group)).append("\n\n");
      String words = comments.of(group);
      if (words != null) {
        page.append(words).append("\n\n");
      }
      page.append("| command | fields | |\n|---|---|---|\n");
      for (Class<?> command : WireTypes.recordsIn(group)) {
        page.append("| `").append(command.getSimpleName()).append("` | ");
        page.append(fields(command)).append(" | ").append(cell(comments.of(command)));
        page.append(" |\n");
      }
    }
    return page.toString();
  }

  static String events(Comments comments) {
    StringBuilder page =
        new StringBuilder(
            """
            # Events

            Events that the services tell each other through Kafka; integrators see none of them. Topics are made by the service that writes them, with their settings checked at each start; every record is signed ([decision 21](../decisions/0021-signed-records.md)). [AsyncAPI](asyncapi.json) has the exact shapes. This page is generated from the sources.

            | topic | key | from | to | |
            |---|---|---|---|---|
            """);
    for (AsyncApi.Topic topic : AsyncApi.TOPICS) {
      page.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  topic.name(),
                  topic.key(),
                  topic.from(),
                  String.join(", ", topic.to()),
                  topic.words()));
    }
    for (AsyncApi.Topic topic : AsyncApi.TOPICS) {
      page.append("\n## ").append(topic.payload().getSimpleName()).append("\n\n`");
      page.append(topic.name()).append("`. ").append(cell(comments.of(topic.payload())));
      page.append("\n\n| | |\n|---|---|\n");
      if (topic.payload().isRecord()) {
        Schemas.fields(topic.payload())
            .forEach(
                field ->
                    page.append(
                        "| `%s` | %s |\n"
                            .formatted(
                                Schemas.label(field),
                                cell(
                                    comments.parameter(
                                        field.getDeclaringClass(), field.getName())))));
      } else {
        for (Class<?> kind : Schemas.leaves(topic.payload())) {
          page.append("| `%s`: ".formatted(kind.getSimpleName()));
          page.append(fields(kind)).append(" | ").append(cell(comments.of(kind))).append(" |\n");
        }
      }
    }
    return page.toString();
  }

  private static String title(Class<?> group) {
    return group.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").replace(" Command", "");
  }

  private static String fields(Class<?> record) {
    return Schemas.fields(record).stream()
        .map(field -> "`" + Schemas.label(field) + "`")
        .collect(Collectors.joining(", "));
  }

  private static String cell(@Nullable String words) {
    return words == null ? "" : words.replace("|", "\\|");
  }
}
