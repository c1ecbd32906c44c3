package io.berth.bench.process;

import io.berth.service.json.BerthJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A separate JVM that handles requests one at a time, with one line of JSON in each direction. */
public final class Worker implements AutoCloseable {

  private static final String MARK = "ANSWER ";

  /** Handles requests of the starting process. */
  public interface RequestHandler<Q> {
    Object answer(Q question) throws Exception;
  }

  private final Child child;

  private Worker(Child child) {
    this.child = child;
  }

  public static Worker start(Class<?> main, List<String> flags, String... arguments) {
    return new Worker(
        Child.start(
            main.getSimpleName(),
            Jvm.command(flags, main.getName(), List.of(arguments)),
            line -> line.startsWith(MARK)));
  }

  /**
   * @param type of the request, as in {@link #serve}
   * @param seconds timeout
   */
  public <Q, A> A ask(Class<Q> type, Q question, Class<A> answer, int seconds)
      throws InterruptedException {
    child.say(BerthJson.mapper().writerFor(type).writeValueAsString(question));
    String line = child.line(seconds);
    return BerthJson.mapper().readValue(line.substring(MARK.length()), answer);
  }

  public Usage usage() {
    return child.usage();
  }

  @Override
  public void close() {
    child.close();
  }

  /** Serves requests in the worker; returns when the starting process has ended. */
  public static <Q> void serve(Class<Q> type, RequestHandler<Q> handler) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = questions.readLine(); line != null; line = questions.readLine()) {
        Object answer = handler.answer(BerthJson.mapper().readValue(line, type));
        out.println(MARK + BerthJson.mapper().writeValueAsString(answer));
      }
    } catch (IOException e) {
      throw new IllegalStateException("the parent is gone", e);
    }
  }
}
