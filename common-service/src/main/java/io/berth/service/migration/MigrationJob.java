package io.berth.service.migration;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.migration.JavaMigration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.filter.AssignableTypeFilter;

/**
 * Migrates a service's tables as their owner, and ends. It needs PostgreSQL and nothing else: no
 * Kafka, no keys. Several at the same time wait for each other.
 */
public final class MigrationJob {

  private static final Logger log = LoggerFactory.getLogger(MigrationJob.class);
  private static final String ARGUMENT = "migrate";
  private static final List<String> REQUIRED =
      List.of(
          "spring.flyway.url",
          "spring.flyway.user",
          "spring.flyway.password",
          "spring.flyway.placeholders.runtime_role");

  private MigrationJob() {}

  /** Whether a service's program is to migrate instead of serving: by the argument "migrate". */
  public static boolean isRequested(String... arguments) {
    return List.of(arguments).contains(ARGUMENT);
  }

  /**
   * Migrates, or needs nothing.
   *
   * @param application whose package has the migrations that are written in Java
   * @param service whose configuration file names the migrations in SQL
   * @throws IllegalStateException naming settings that are missing
   * @throws org.flywaydb.core.api.FlywayException if a migration fails; it has changed nothing then
   */
  public static void run(Class<?> application, String service, String... arguments) {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Tables.class)
            .main(application)
            .web(WebApplicationType.NONE)
            .properties("spring.config.name=" + service)
            .initializers(prepared -> prepare((GenericApplicationContext) prepared, application))
            .run(arguments)) {
      MigrationInfo current = context.getBean(Flyway.class).info().current();
      log.info(
          "the tables of {} are at version {}",
          service,
          current == null ? "none" : current.getVersion());
    }
  }

  private static void prepare(GenericApplicationContext context, Class<?> application) {
    requireSettings(context.getEnvironment());
    ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(context, false);
    scanner.addIncludeFilter(new AssignableTypeFilter(JavaMigration.class));
    scanner.scan(application.getPackageName());
  }

  private static void requireSettings(Environment environment) {
    List<String> missing =
        REQUIRED.stream().filter(name -> environment.getProperty(name, "").isBlank()).toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException("missing settings: " + String.join(", ", missing));
    }
  }

  /** Flyway alone of all that a service has. */
  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(FlywayAutoConfiguration.class)
  static class Tables {}
}
