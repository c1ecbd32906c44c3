package io.berth.test.server;

import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;

/** Tells whether there is a Docker engine; {@code BERTH_TEST_SERVERS=embedded} does without it. */
final class DockerEngine {

  private static final boolean AVAILABLE = find();

  private DockerEngine() {}

  static boolean isAvailable() {
    return AVAILABLE;
  }

  private static boolean find() {
    if ("embedded".equals(System.getenv("BERTH_TEST_SERVERS"))) {
      return false;
    }
    // Testcontainers complains loudly when it finds nothing, so look first.
    boolean likely =
        System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
    return likely && DockerClientFactory.instance().isDockerAvailable();
  }
}
