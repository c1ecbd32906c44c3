package io.berth.pay.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Archives closed months as the owner of the tables, and ends. It needs PostgreSQL and nothing
 * else; the service may run meanwhile.
 */
public final class ArchiveJob {

  private static final Logger log = LoggerFactory.getLogger(ArchiveJob.class);
  private static final String ARGUMENT = "archive";

  private ArchiveJob() {}

  /** Whether the program is to archive instead of serving: by the argument "archive". */
  public static boolean isRequested(String... arguments) {
    return List.of(arguments).contains(ARGUMENT);
  }

  /**
   * Archives what is old enough.
   *
   * @param name of the configuration file
   * @throws IllegalStateException if a setting is missing, or a month must not be archived
   */
  public static void run(String name, String... arguments) {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Job.class)
            .web(WebApplicationType.NONE)
            .properties("spring.config.name=" + name)
            .run(arguments)) {
      ArchiveProperties properties = context.getBean(ArchiveProperties.class);
      Path directory = properties.directory();
      if (directory == null) {
        throw new IllegalStateException("missing settings: berth.pay.archive.directory");
      }
      try (Connection connection = connect(context.getEnvironment())) {
        YearMonth now = YearMonth.now(ZoneOffset.UTC);
        Archive archive = new Archive(connection, directory, log::info);
        log.info(
            "{} months of entries were archived",
            archive.before(now.minusMonths(properties.months())));
        Integer orderMonths = properties.orderMonths();
        if (orderMonths != null) {
          log.info(
              "{} months of orders were archived",
              archive.ordersBefore(now.minusMonths(orderMonths)));
        }
      } catch (IOException | SQLException e) {
        throw new IllegalStateException("archiving failed, and can be repeated", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("archiving was interrupted, and can be repeated", e);
      }
    }
  }

  private static Connection connect(Environment environment) throws SQLException {
    return DriverManager.getConnection(
        environment.getRequiredProperty("spring.flyway.url"),
        environment.getRequiredProperty("spring.flyway.user"),
        environment.getRequiredProperty("spring.flyway.password"));
  }

  /** The job's settings alone. */
  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(ArchiveProperties.class)
  static class Job {}
}
