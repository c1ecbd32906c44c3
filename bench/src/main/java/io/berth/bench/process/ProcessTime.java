package io.berth.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Processor time of a process and all processes below it, those that have ended included. */
public final class ProcessTime {

  /** {@code getconf CLK_TCK} is 100 on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  /** User and system time, then those of the children that have ended. */
  private static final int FIRST_FIELD = 11;

  private static final int LAST_FIELD = 14;

  private ProcessTime() {}

  /** Returns seconds since the start; 0 if the process has ended. */
  public static double seconds(long pid) {
    Stream<ProcessHandle> tree =
        ProcessHandle.of(pid).stream()
            .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()));
    return tree.mapToLong(each -> ticks(each.pid())).sum() / TICKS_PER_SECOND;
  }

  private static long ticks(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name in parentheses may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Arrays.stream(fields, FIRST_FIELD, LAST_FIELD + 1).mapToLong(Long::parseLong).sum();
    } catch (IOException gone) {
      return 0;
    }
  }
}
