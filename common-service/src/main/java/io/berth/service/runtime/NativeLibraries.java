package io.berth.service.runtime;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.berth.service.readiness.PartState;
import io.berth.service.readiness.ReadinessPart;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Tells at start, and in health, which native libraries could not be loaded. Without them a service
 * works and is slower: Netty uses NIO, and the JDK computes ES256. The usual cause is a temporary
 * directory that is mounted {@code noexec}, where libraries are unpacked to.
 */
final class NativeLibraries implements ReadinessPart, SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(NativeLibraries.class);

  private final Map<String, String> missing;
  private final boolean executable;
  private final PartState state;

  NativeLibraries(Map<String, String> missing, boolean executable) {
    this.missing = Map.copyOf(missing);
    this.executable = executable;
    this.state = state(missing, executable);
  }

  /** Tries to load each of them, and whether files in the temporary directory may be executed. */
  static NativeLibraries load(Path temporary) {
    Map<String, String> missing = new TreeMap<>();
    if (System.getProperty("os.name").equals("Linux")) {
      put(missing, "epoll", Epoll.isAvailable() ? null : Epoll.unavailabilityCause());
      put(missing, "aws-lc", AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError());
    }
    return new NativeLibraries(missing, missing.isEmpty() || mayExecute(temporary));
  }

  private static void put(Map<String, String> missing, String name, @Nullable Throwable failure) {
    if (failure == null) {
      return;
    }
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    missing.put(name, root.toString());
  }

  private static boolean mayExecute(Path directory) {
    try {
      Path file = Files.createTempFile(directory, "berth", ".so");
      try {
        // The kernel says no where the mount is noexec, whatever the file's mode.
        return file.toFile().setExecutable(true) && Files.isExecutable(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void afterSingletonsInstantiated() {
    missing.forEach(
        (library, reason) ->
            log.warn("{} can't be loaded, which costs speed: {}{}", library, reason, advice()));
  }

  private String advice() {
    return executable ? "" : "; the temporary directory must be writable and not mounted noexec";
  }

  @Override
  public String name() {
    return "native libraries";
  }

  @Override
  public PartState state() {
    return state;
  }

  private static PartState state(Map<String, String> missing, boolean executable) {
    if (missing.isEmpty()) {
      return PartState.ready();
    }
    PartState state =
        PartState.degraded("not loaded: " + String.join(", ", new TreeMap<>(missing).keySet()));
    for (Map.Entry<String, String> library : missing.entrySet()) {
      state = state.with(library.getKey(), library.getValue());
    }
    return executable ? state : state.with("temporaryDirectory", "not writable, or mounted noexec");
  }
}
