package io.berth.service.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * @param active Id of the password that is tried first; without it, {@code spring.r2dbc.password}
 *     is the only one.
 * @param passwords Passwords of the service's database role by id: where PostgreSQL refuses the
 *     active one, the others are tried, so that a password can be changed.
 */
@ConfigurationProperties(DatabasePasswordProperties.PREFIX)
public record DatabasePasswordProperties(
    @Nullable String active, @DefaultValue Map<String, String> passwords) {
  static final String PREFIX = "berth.database";

  /** PostgreSQL's state for a wrong password. */
  static final String INVALID_PASSWORD = "28P01";

  private static final String LOGIN_SECONDS = "30";

  public DatabasePasswordProperties {
    passwords = Map.copyOf(passwords);
    if (active == null && !passwords.isEmpty()) {
      throw new IllegalArgumentException(PREFIX + ".active is missing");
    }
    if (active != null && !passwords.containsKey(active)) {
      throw new IllegalArgumentException(PREFIX + ".passwords." + active + " is missing");
    }
  }

  static DatabasePasswordProperties of(Binder binder) {
    return binder.bindOrCreate(PREFIX, DatabasePasswordProperties.class);
  }

  /**
   * Finds which password PostgreSQL accepts now, by connecting; blocks.
   *
   * @return the active one where none is accepted, or PostgreSQL does not answer
   */
  public static String accepted(Environment environment, String jdbcUrl, String role) {
    List<String> all = of(Binder.get(environment)).activeFirst();
    if (all.isEmpty()) {
      return environment.getRequiredProperty("spring.r2dbc.password");
    }
    for (String password : all) {
      Properties login = new Properties();
      login.putAll(Map.of("user", role, "password", password, "loginTimeout", LOGIN_SECONDS));
      try (Connection _ = DriverManager.getConnection(jdbcUrl, login)) {
        return password;
      } catch (SQLException refusal) {
        if (!INVALID_PASSWORD.equals(refusal.getSQLState())) {
          break;
        }
      }
    }
    return all.getFirst();
  }

  /** All passwords, the active one first. */
  List<String> activeFirst() {
    return Stream.concat(
            Stream.ofNullable(active),
            new TreeMap<>(passwords).keySet().stream().filter(id -> !id.equals(active)))
        .map(passwords::get)
        .toList();
  }

  @Override
  public String toString() {
    return "DatabasePasswordProperties[active="
        + active
        + ", passwords="
        + passwords.keySet()
        + "]";
  }
}
