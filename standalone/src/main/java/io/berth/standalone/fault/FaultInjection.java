package io.berth.standalone.fault;

import io.berth.service.sql.observed.ObservedConnectionFactory;
import io.berth.standalone.fault.FaultFile.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.r2dbc.ConnectionFactoryDecorator;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Makes services of this JVM fail as a drill's {@link FaultFile} says. It is there only where the
 * JVM was started with {@code -Dberth.drill.faults}, which the drill does.
 */
public final class FaultInjection {

  /** Flag of the JVM with the path of the {@link FaultFile}. */
  public static final String FLAG = "berth.drill.faults";

  private static final Logger log = LoggerFactory.getLogger(FaultInjection.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final String CLOCK_BEAN = "clock";

  private static final @Nullable FaultInjection INSTANCE = fromFlag();

  private final FaultFile file;
  private final Map<String, Integer> ports;
  private final ShiftedClock clock;
  private final Steps steps;

  private FaultInjection(FaultFile file) {
    this.file = file;
    Faults faults = file.read();
    this.ports = faults.ports();
    this.clock = new ShiftedClock(faults.clock());
    this.steps = new Steps(file);
    Thread.ofPlatform().daemon().name("faults").start(this::follow);
  }

  private static @Nullable FaultInjection fromFlag() {
    String path = System.getProperty(FLAG);
    return path == null ? null : new FaultInjection(new FaultFile(Path.of(path)));
  }

  /** Returns the port at which a server or service is reached: its own, or that of a proxy. */
  public static int port(String name, int own) {
    return INSTANCE == null ? own : INSTANCE.ports.getOrDefault(name, own);
  }

  /** Returns settings of a service that let its Kafka clients reach steps; none without a drill. */
  public static Map<String, String> settings() {
    return INSTANCE == null
        ? Map.of()
        : Map.of("spring.kafka.properties.interceptor.classes", KafkaSteps.class.getName());
  }

  /** Returns what gives a service's context the drill's clock and steps; empty without a drill. */
  public static ApplicationContextInitializer<ConfigurableApplicationContext> of(String service) {
    return INSTANCE == null ? _ -> {} : context -> INSTANCE.prepare(service, context);
  }

  static @Nullable Steps steps() {
    return INSTANCE == null ? null : INSTANCE.steps;
  }

  private void prepare(String service, ConfigurableApplicationContext context) {
    steps.of(service);
    ConnectionFactoryDecorator observed =
        factory -> new ObservedConnectionFactory(factory, steps.statements());
    context.getBeanFactory().registerSingleton("drillSteps", observed);
    // Once all definitions are there, however they were made.
    context.addBeanFactoryPostProcessor(this::replaceClock);
  }

  private void replaceClock(ConfigurableListableBeanFactory beans) {
    ((BeanDefinitionRegistry) beans).removeBeanDefinition(CLOCK_BEAN);
    beans.registerSingleton(CLOCK_BEAN, (Clock) clock);
  }

  private void follow() {
    try {
      while (true) {
        Thread.sleep(POLL);
        try {
          Faults faults = file.read();
          clock.shift(faults.clock());
          steps.killAt(faults.kill());
          steps.report();
        } catch (IOException | RuntimeException e) {
          log.warn("the drill's faults are out of reach", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
