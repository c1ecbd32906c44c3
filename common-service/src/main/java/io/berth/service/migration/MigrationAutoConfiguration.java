package io.berth.service.migration;

import io.berth.service.sql.DatabasePasswordProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Checks the tables as the runtime role where the owner's password is not configured; otherwise
 * Spring Boot migrates them.
 */
@AutoConfiguration(before = FlywayAutoConfiguration.class)
@ConditionalOnClass(FlywayMigrationStrategy.class)
@ConditionalOnProperty("spring.flyway.locations")
@Conditional(MigrationAutoConfiguration.OwnerAbsent.class)
public class MigrationAutoConfiguration {

  private static final String OWNER_PASSWORD = "spring.flyway.password";

  MigrationAutoConfiguration(Environment environment) {
    // Without it, Spring Boot has no Flyway, and nobody would look at the tables.
    if (environment.getProperty("spring.flyway.url", "").isBlank()) {
      throw new IllegalStateException("missing settings: spring.flyway.url");
    }
  }

  @Bean
  FlywayMigrationStrategy schemaCheck() {
    return new SchemaCheck();
  }

  @Bean
  FlywayConnectionDetails runtimeRole(Environment environment) {
    String url = environment.getRequiredProperty("spring.flyway.url");
    String role = environment.getRequiredProperty("spring.r2dbc.username");
    return new RuntimeRole(url, role, DatabasePasswordProperties.accepted(environment, url, role));
  }

  private record RuntimeRole(String getJdbcUrl, String getUsername, String getPassword)
      implements FlywayConnectionDetails {

    @Override
    public String toString() {
      return getUsername + "@" + getJdbcUrl;
    }
  }

  static final class OwnerAbsent implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return context.getEnvironment().getProperty(OWNER_PASSWORD, "").isBlank();
    }
  }
}
