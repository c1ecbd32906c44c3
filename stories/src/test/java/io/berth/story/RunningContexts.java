package io.berth.story;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/** The contexts of the services that run in this JVM, so that tests can ask for their routes. */
public final class RunningContexts implements ApplicationListener<ApplicationReadyEvent> {

  private static final Map<String, ApplicationContext> BY_NAME = new ConcurrentHashMap<>();

  public static Map<String, ApplicationContext> byName() {
    return Map.copyOf(BY_NAME);
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    ApplicationContext context = event.getApplicationContext();
    BY_NAME.put(context.getEnvironment().getProperty("spring.application.name", "none"), context);
  }
}
