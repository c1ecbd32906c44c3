package io.berth.did.maintenance;

import java.util.List;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Refuses to start without settings that Spring treats as optional: without the address of its
 * tables, for example, it would not look at them.
 */
@Component
final class RequiredSettings implements BeanFactoryPostProcessor {
  private static final List<String> NAMES =
      List.of(
          "spring.r2dbc.url",
          "spring.r2dbc.username",
          "spring.r2dbc.password",
          "spring.flyway.url",
          "spring.flyway.placeholders.runtime_role",
          "spring.kafka.bootstrap-servers",
          "spring.mail.host");

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    Environment environment = beans.getBean(Environment.class);
    List<String> missing =
        NAMES.stream().filter(name -> !environment.containsProperty(name)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException("missing settings: " + String.join(", ", missing));
    }
  }
}
