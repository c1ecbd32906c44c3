package io.berth.test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.context.Phased;

/**
 * Checks the order in which parts of a service stop: a part stops before those that it needs. When
 * Spring stops a part, it stops those that need it at once, whatever their phase: one with too high
 * a phase would end what still serves requests.
 */
public final class LifecycleOrder {

  /** Phase in which a web server waits for the requests that it has. */
  private static final int REQUESTS_END = Integer.MAX_VALUE - 1024;

  /** Says that the service begins to stop, to whoever would otherwise keep a response open. */
  private static final String STOP_SIGNAL = "serviceStop";

  private LifecycleOrder() {}

  /**
   * @param entryPoints types of beans that serve requests: all that they need outlives the requests
   */
  public static List<String> problems(
      ConfigurableApplicationContext context, Class<?>... entryPoints) {
    Map<String, Integer> phases = new TreeMap<>();
    context
        .getBeansOfType(Lifecycle.class, false, false)
        .forEach((name, bean) -> phases.put(name, phase(bean)));
    phases.remove(STOP_SIGNAL);
    List<String> problems = new ArrayList<>();
    phases.forEach(
        (name, phase) ->
            needs(context, name)
                .forEach(
                    needed -> {
                      if (phases.getOrDefault(needed, Integer.MIN_VALUE) > phase) {
                        problems.add(name + " needs " + needed + ", which stops before it");
                      }
                    }));
    for (Class<?> type : entryPoints) {
      for (String name : context.getBeanNamesForType(type)) {
        for (String needed : needs(context, name)) {
          if (phases.getOrDefault(needed, Integer.MIN_VALUE) >= REQUESTS_END) {
            problems.add(name + " needs " + needed + ", which stops before requests end");
          }
        }
      }
    }
    return problems;
  }

  private static int phase(Lifecycle bean) {
    return bean instanceof Phased phased ? phased.getPhase() : 0;
  }

  /** Beans that a bean needs, by itself or through others. */
  private static Set<String> needs(ConfigurableApplicationContext context, String name) {
    ConfigurableListableBeanFactory beans = context.getBeanFactory();
    Set<String> seen = new HashSet<>(Set.of(name));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (String needed : beans.getDependenciesForBean(open.remove())) {
        if (seen.add(needed)) {
          open.add(needed);
        }
      }
    }
    seen.remove(name);
    return seen;
  }
}
