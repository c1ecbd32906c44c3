package io.berth.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts Java processes with this one's class path. */
public final class Jvm {

  /**
   * JVM flags of a measured service, as in its container: both compilers and half a gigabyte of
   * heap.
   */
  private static final List<String> SERVICE =
      List.of(
          "-Xms512m",
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dio.netty.leakDetection.samplingInterval=4096");

  private static final double BYTES_PER_MEBIBYTE = 1024 * 1024;

  /**
   * One compiler, an end without waiting for load balancers, and passwords hashed at least cost.
   */
  private static final List<String> FAST_START =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-Dberth.shutdown.drain=0s",
          "-Dberth.did.passwords.memory-kib=7168",
          "-Dberth.did.passwords.passes=1");

  /** Limits of the gateway that are on, but too high to be reached. */
  private static final List<String> LIMITS =
      List.of(
          "-Dberth.gateway.limits.address-per-second=1000000",
          "-Dberth.connections.max-per-address=100000",
          "-Dberth.connections.max-slow-per-address=100000",
          "-Dberth.connections.max-bodies-per-address=32MB",
          "-Dberth.gateway.limits.address-burst=1000000",
          "-Dberth.gateway.limits.app-per-second=1000000",
          "-Dberth.gateway.limits.app-burst=1000000");

  private Jvm() {}

  /**
   * Returns the JVM flags of a service.
   *
   * @param smoke whether a fast start matters more than speed
   */
  public static List<String> service(boolean smoke) {
    List<String> flags = new ArrayList<>(SERVICE);
    if (smoke) {
      flags.addAll(FAST_START);
    }
    return flags;
  }

  /** Returns the JVM flags of a suite, in which five services and Kafka share a larger heap. */
  public static List<String> suite(boolean split, boolean smoke) {
    List<String> flags = service(smoke);
    if (!split) {
      flags.replaceAll(flag -> flag.replace("512m", "1g"));
    }
    flags.addAll(LIMITS);
    return flags;
  }

  public static List<String> command(List<String> flags, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    String home = System.getProperty("berth.home");
    if (home != null) {
      command.add("-Dberth.home=" + home);
    }
    command.add("-cp");
    // Where tests run, the JVM's own class path is one jar that names the others.
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main);
    command.addAll(arguments);
    return command;
  }

  /** Asks for the histogram of its objects, for which a JVM collects all garbage. */
  static double liveHeapMebibytes(long pid) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process = start(List.of(jcmd.toString(), Long.toString(pid), "GC.class_histogram"));
    try (BufferedReader output = process.inputReader()) {
      String total = output.lines().reduce("", (_, line) -> line);
      return Double.parseDouble(total.strip().split(" +")[2]) / BYTES_PER_MEBIBYTE;
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException("cannot read the heap of " + pid, e);
    }
  }

  static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    }
  }
}
