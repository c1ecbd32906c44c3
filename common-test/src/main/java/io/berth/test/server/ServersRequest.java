package io.berth.test.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Servers that a test class asks for. Equal requests get the same servers, databases and topics.
 */
record ServersRequest(
    String owner, List<String> postgres, boolean kafka, boolean durable, boolean shared) {

  private static final String ANYBODY = "";

  /** Reads the annotation of a class, or of the class around it; null if there is none. */
  static @Nullable ServersRequest of(Class<?> testClass) {
    BerthServers servers =
        TestContextAnnotationUtils.findMergedAnnotation(testClass, BerthServers.class);
    if (servers == null) {
      return null;
    }
    return new ServersRequest(
        servers.shared() ? ANYBODY : outermost(testClass).getName(),
        List.of(servers.postgres()),
        servers.kafka(),
        servers.durable(),
        servers.shared());
  }

  private static Class<?> outermost(Class<?> testClass) {
    Class<?> outer = testClass;
    while (outer.getEnclosingClass() != null) {
      outer = outer.getEnclosingClass();
    }
    return outer;
  }
}
