package io.berth.standalone.fault;

import io.berth.service.sql.observed.StatementObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * Names the steps that a service takes: before and after each statement, begin, commit and rollback
 * in PostgreSQL, and each record to and from Kafka. Ends the process at one of them, as {@code kill
 * -9} does.
 */
final class Steps {

  private static final int KILLED = 137;
  private static final int LONGEST_NAME = 80;
  private static final int MOST = 1_000;

  private final FaultFile file;
  private final Set<String> reached = ConcurrentHashMap.newKeySet();
  private final Queue<String> unreported = new ConcurrentLinkedQueue<>();
  private volatile String service = "";
  private volatile String killAt = "";

  Steps(FaultFile file) {
    this.file = file;
  }

  /** Several services in one JVM share their steps, under the name of the last one. */
  void of(String name) {
    service = name;
  }

  void killAt(String step) {
    killAt = step;
  }

  /** Writes down steps that were reached for the first time. */
  void report() throws IOException {
    List<String> steps = new ArrayList<>();
    for (String step = unreported.poll(); step != null; step = unreported.poll()) {
      steps.add(step);
    }
    if (!steps.isEmpty()) {
      file.addSteps(service, steps);
    }
  }

  void reach(String moment, String what) {
    String step = service + ' ' + moment + ' ' + what;
    if (step.equals(killAt)) {
      end(step);
    }
    if (reached.size() < MOST && reached.add(step)) {
      unreported.add(step);
    }
  }

  private void end(String step) {
    try {
      file.reportKill(step);
    } catch (IOException e) {
      // The drill sees that the step was not reached.
    } finally {
      Runtime.getRuntime().halt(KILLED);
    }
  }

  StatementObserver statements() {
    return new StatementObserver() {
      @Override
      public <T> Publisher<T> observe(String sql, Publisher<T> execution) {
        String name = name(sql);
        return Flux.defer(
            () -> {
              reach("before", name);
              return Flux.from(execution).doOnComplete(() -> reach("after", name));
            });
      }
    };
  }

  private static String name(String sql) {
    String line = sql.strip().replaceAll("\\s+", " ");
    return line.substring(0, Math.min(LONGEST_NAME, line.length())).strip();
  }
}
