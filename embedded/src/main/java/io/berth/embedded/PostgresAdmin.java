package io.berth.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/**
 * Makes databases and roles as superuser of any PostgreSQL server. Doing it again is safe: what
 * exists stays, passwords are set anew.
 */
public final class PostgresAdmin {

  private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]{0,55}");
  private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9._~-]{8,128}");

  private final String host;
  private final int port;
  private final String user;
  private final String password;

  public PostgresAdmin(String host, int port, String user, String password) {
    this.host = host;
    this.port = port;
    this.user = user;
    this.password = password;
  }

  /** Makes the database {@code name} with the roles {@code name_owner} and {@code name_app}. */
  public ServiceDatabase create(String name, String ownerPassword, String appPassword) {
    return create(name, name, ownerPassword, appPassword);
  }

  /**
   * Makes the database {@code name} with the roles {@code roles_owner} and {@code roles_app}, so
   * that several databases, one per test, can share their roles.
   */
  public ServiceDatabase create(
      String name, String roles, String ownerPassword, String appPassword) {
    ServiceDatabase database =
        new ServiceDatabase(
            host,
            port,
            identifier(name),
            identifier(roles + "_owner"),
            password(ownerPassword),
            identifier(roles + "_app"),
            password(appPassword));
    try (Connection connection = connect("postgres")) {
      doNotStretchPasswords(connection);
      createRole(connection, database.ownerRole(), ownerPassword);
      createRole(connection, database.appRole(), appPassword);
      createDatabase(connection, database);
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot make the database " + name, e);
    }
    return database;
  }

  /** Changes the password of a role. Connections that are open stay. */
  public void changePassword(String role, String rolePassword) {
    try (Connection connection = connect("postgres")) {
      doNotStretchPasswords(connection);
      execute(
          connection,
          "alter role " + identifier(role) + " password '" + password(rolePassword) + "'");
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot change the password of " + role, e);
    }
  }

  /** Drops a database with everything in it, connections included. */
  public void drop(String name) {
    try (Connection connection = connect("postgres")) {
      execute(connection, "drop database if exists " + identifier(name) + " with (force)");
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot drop the database " + name, e);
    }
  }

  /** Connects to a database as superuser. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + host + ":" + port + "/" + database, user, password);
  }

  /**
   * Programs' passwords are long and random: deriving a key from one 4,096 times makes it no harder
   * to guess, and every connection slower. PostgreSQL before 16 cannot be told.
   */
  private static void doNotStretchPasswords(Connection connection) throws SQLException {
    execute(
        connection,
        "select set_config(name, '1', false) from pg_settings where name = 'scram_iterations'");
  }

  private void createRole(Connection connection, String role, String rolePassword)
      throws SQLException {
    String verb =
        exists(connection, "select 1 from pg_roles where rolname = ?", role) ? "alter" : "create";
    execute(
        connection,
        verb
            + " role "
            + role
            + " login nosuperuser nocreatedb nocreaterole password '"
            + rolePassword
            + "'");
  }

  private void createDatabase(Connection connection, ServiceDatabase database) throws SQLException {
    String name = database.name();
    if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
      execute(connection, "create database " + name + " owner " + database.ownerRole());
    }
    execute(connection, "revoke all on database " + name + " from public");
    execute(connection, "grant connect on database " + name + " to " + database.appRole());
    try (Connection inside = connect(name)) {
      execute(inside, "revoke all on schema public from public");
      execute(inside, "grant usage on schema public to " + database.appRole());
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  // Names and passwords become part of statements that take no parameters.
  private static String identifier(String name) {
    if (!IDENTIFIER.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a name for a database or role: " + name);
    }
    return name;
  }

  private static String password(String password) {
    if (!PASSWORD.matcher(password).matches()) {
      throw new IllegalArgumentException("Passwords are 8 to 128 of A-Z a-z 0-9 . _ ~ -");
    }
    return password;
  }
}
