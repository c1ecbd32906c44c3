package io.berth.service.setting;

import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Refuses the start where a file, an argument, a system property or an environment variable sets
 * something of Berth's that does not exist: a misspelled limit would otherwise have its default.
 */
final class SettingsCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  /**
   * @throws UnknownSettingException naming all of them
   */
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    KnownSettings known = KnownSettings.read();
    List<String> problems = new ArrayList<>();
    for (PropertySource<?> source : context.getEnvironment().getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> settings) {
        for (String name : settings.getPropertyNames()) {
          if (KnownSettings.isOurs(name) && !known.contains(name)) {
            problems.add(problem(name, source.getName(), known));
          }
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new UnknownSettingException(String.join("; ", problems));
    }
  }

  private static String problem(String name, String source, KnownSettings known) {
    String problem = name + " (" + source + ") is no setting of Berth";
    return known.nearest(name).map(near -> problem + ", the nearest is " + near).orElse(problem);
  }
}
