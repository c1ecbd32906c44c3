package io.berth.standalone.launcher;

import io.berth.standalone.cli.Progress;
import io.berth.standalone.cli.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the command {@code logs --request}: finds what the logs of all services tell of a request. A
 * request is named by its id, or by the id or trade number of an order; then all requests about
 * that order are shown.
 */
public final class LogSearch {

  private static final int NOT_FOUND = 1;
  private static final int MOST_ENTRIES = 10_000;
  private static final int MOST_REQUESTS = 1_000;
  private static final int LONGEST_ENTRY = 64 * 1024;

  /** A service's log, and the older files that it was rolled into. */
  private static final Pattern FILE = Pattern.compile("([a-z-]+)\\.log(\\.\\d+)?");

  /** Begins an entry; a time without its offset, as in a message of several lines, does not. */
  private static final Pattern TIME =
      Pattern.compile(
          "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3,9}(?:Z|[+-]\\d\\d:\\d\\d) ");

  private static final Pattern REQUEST = Pattern.compile("requestId=([0-9A-Za-z_-]{8,64})");

  /** A line with those that continue it, such as a stack trace. */
  public record Entry(OffsetDateTime at, String service, String text) {}

  private final Path logs;
  private final Pattern named;

  private LogSearch(Path logs, String name) {
    this.logs = logs;
    this.named =
        Pattern.compile(
            "(?:requestId=|\\border |\\btrade number )" + Pattern.quote(name) + "(?=[\\s,;:}]|$)");
  }

  /**
   * @param name a request id, an order's id, or a trade number
   * @return 0 where there is a line
   */
  public static int run(Path logs, String name, Progress progress) {
    List<Entry> entries = find(logs, name);
    for (Entry entry : entries) {
      progress.say(String.format(Locale.ROOT, "%-16s %s", entry.service(), entry.text()));
    }
    if (entries.isEmpty()) {
      progress.say("No line in " + logs + " is about " + name + ".");
      return NOT_FOUND;
    }
    return 0;
  }

  /** In order of time; the first {@value #MOST_ENTRIES} that are found. */
  public static List<Entry> find(Path logs, String name) {
    try {
      return new LogSearch(logs, name).find();
    } catch (IOException e) {
      throw new UserError("The logs in " + logs + " cannot be read: " + e.getMessage());
    }
  }

  private List<Entry> find() throws IOException {
    Set<String> requests = new HashSet<>();
    List<Path> files = files();
    for (Path file : files) {
      read(
          file,
          entry -> {
            if (named.matcher(entry.text()).find() && requests.size() < MOST_REQUESTS) {
              requests.add(String.valueOf(request(entry)));
            }
          });
    }
    List<Entry> found = new ArrayList<>();
    for (Path file : files) {
      read(
          file,
          entry -> {
            boolean about = requests.contains(request(entry)) || named.matcher(entry.text()).find();
            if (about && found.size() < MOST_ENTRIES) {
              found.add(entry);
            }
          });
    }
    found.sort(Comparator.comparing(Entry::at));
    return found;
  }

  /** The older ones first. */
  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(logs)) {
      return all.filter(file -> FILE.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparing((Path file) -> file.toString().length()).reversed())
          .toList();
    }
  }

  private static @Nullable String request(Entry entry) {
    Matcher request = REQUEST.matcher(entry.text());
    return request.find() ? request.group(1) : null;
  }

  private static void read(Path file, Consumer<Entry> receiver) throws IOException {
    Matcher name = FILE.matcher(file.getFileName().toString());
    String service = name.matches() ? name.group(1) : "";
    StringBuilder text = new StringBuilder();
    // Unlike Files.newBufferedReader, this reads on after bytes that are no text.
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        if (TIME.matcher(line).find()) {
          add(service, text, receiver);
          text.setLength(0);
          text.append(line);
        } else if (text.length() + line.length() < LONGEST_ENTRY) {
          text.append('\n').append(line);
        }
      }
    }
    add(service, text, receiver);
  }

  private static void add(String service, CharSequence text, Consumer<Entry> receiver) {
    Matcher time = TIME.matcher(text);
    if (time.find()) {
      receiver.accept(
          new Entry(OffsetDateTime.parse(time.group().strip()), service, text.toString()));
    }
  }
}
