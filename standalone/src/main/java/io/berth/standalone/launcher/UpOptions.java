package io.berth.standalone.launcher;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@code up}.
 *
 * @param port the gateway's; the services' ports have fixed distances to it
 * @param data the data directory
 * @param ephemeral whether {@code data} is deleted at the end
 * @param bootstrap files to apply instead of the demo file
 * @param demo whether empty data gets the demo file
 * @param split whether each service has a process
 */
public record UpOptions(
    int port, Path data, boolean ephemeral, List<Path> bootstrap, boolean demo, boolean split) {

  private static final int HIGHEST = 65_535 - 1_004;

  public UpOptions {
    if (port < 1 || port > HIGHEST) {
      throw new IllegalArgumentException("--port must be from 1 to " + HIGHEST + ", not " + port);
    }
    bootstrap = List.copyOf(bootstrap);
  }

  public static UpOptions ephemeral(int port, Path data, @Nullable Path bootstrap) {
    return new UpOptions(
        port, data, true, bootstrap == null ? List.of() : List.of(bootstrap), true, false);
  }
}
