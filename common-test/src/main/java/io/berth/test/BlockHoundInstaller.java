package io.berth.test;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;
import reactor.blockhound.BlockingOperationError;

/** Turns BlockHound on for every test of a module that has this one on its test class path. */
public final class BlockHoundInstaller implements LauncherSessionListener {

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (System.getProperty("maven.home") != null) {
      // Maven's own JVM, which lists the tests for several test JVMs and runs none.
      return;
    }
    // What follows blocks once, or for no longer than a lock that nobody holds for long. A module
    // that needs more adds a BlockHoundIntegration of its own.
    BlockHound.builder()
        .loadIntegrations()
        .allowBlockingCallsInside(ClassLoader.class.getName(), "loadClass")
        .allowBlockingCallsInside("java.util.ServiceLoader$LazyClassPathLookupIterator", "hasNext")
        .allowBlockingCallsInside("java.util.ResourceBundle", "getBundle")
        .allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
        .allowBlockingCallsInside("java.util.UUID", "randomUUID")
        .allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "addWorker")
        // A cancelled timer leaves its queue, whose lock others may hold for a moment.
        .allowBlockingCallsInside(
            "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "remove")
        .allowBlockingCallsInside("java.io.PrintStream", "write")
        // Whoever makes the pool of buffers wider waits for those who are taking one from it now.
        .allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator$Magazine", "free")
        .allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "free")
        // Netty asks for it once, when the first compressed answer could come.
        .allowBlockingCallsInside("com.github.luben.zstd.util.Native", "load")
        .allowBlockingCallsInside("ch.qos.logback.core.OutputStreamAppender", "append")
        .allowBlockingCallsInside(
            "tools.jackson.databind.deser.DeserializerCache", "findValueDeserializer")
        // Templates are read at their first use and kept.
        .allowBlockingCallsInside("org.thymeleaf.engine.TemplateManager", "parseAndProcess")
        .allowBlockingCallsInside("org.thymeleaf.engine.TemplateManager", "parseStandalone")
        .blockingMethodCallback(BlockHoundInstaller::report)
        .install();
  }

  /**
   * Says where it happened before it throws: deep inside Netty an error can vanish without a word.
   */
  private static void report(BlockingMethod method) {
    Error error = new BlockingOperationError(method);
    error.printStackTrace();
    throw error;
  }
}
