package io.berth.embedded;

/**
 * A service's database and the two roles that know it: the owner, who migrates it, and the runtime
 * role, which may do only what the migrations grant it.
 */
public record ServiceDatabase(
    String host,
    int port,
    String name,
    String ownerRole,
    String ownerPassword,
    String appRole,
    String appPassword) {

  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + name;
  }

  public String r2dbcUrl() {
    return "r2dbc:postgresql://" + host + ":" + port + "/" + name;
  }

  /** Says where, never with which password. */
  @Override
  public String toString() {
    return appRole + "@" + host + ":" + port + "/" + name;
  }
}
