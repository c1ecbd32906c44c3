package io.berth.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Resource use of a process and its descendants, as Linux reports it.
 *
 * @param cpuSeconds since the start
 * @param residentMebibytes now; shared pages count once per process
 */
public record Usage(double cpuSeconds, double residentMebibytes) {

  /** {@code getconf CLK_TCK} is 100 on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;
  private static final double KIBIBYTES_PER_MEBIBYTE = 1024;

  static Usage of(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .map(each -> of(each.pid()))
        .reduce(new Usage(0, 0), Usage::plus);
  }

  /** Returns the use of one process without its descendants; zero if it has ended. */
  public static Usage of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name in parentheses may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      double ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
      return new Usage(ticks / TICKS_PER_SECOND, resident(pid));
    } catch (IOException gone) {
      return new Usage(0, 0);
    }
  }

  private static double resident(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .map(kibibytes -> kibibytes / KIBIBYTES_PER_MEBIBYTE)
          .findFirst()
          .orElse(0);
    }
  }

  private Usage plus(Usage other) {
    return new Usage(cpuSeconds + other.cpuSeconds, residentMebibytes + other.residentMebibytes);
  }
}
