package io.berth.standalone.local;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The services, in the order in which they are best started. */
public enum Service {
  DID("did-service", "io.berth.did.DidServiceApplication", 1, "berth_did"),
  PAY("pay-service", "io.berth.pay.PayServiceApplication", 2, "berth_pay"),
  CALLBACK("callback-service", "io.berth.callback.CallbackServiceApplication", 3, "berth_callback"),
  GATEWAY("gateway", "io.berth.gateway.GatewayApplication", 0, null),
  CONSOLE("console", "io.berth.console.ConsoleApplication", 4, null);

  private static final int MANAGEMENT_DISTANCE = 1000;

  private final String id;
  private final String application;
  private final int distance;
  private final Optional<String> database;

  Service(String id, String application, int distance, @Nullable String database) {
    this.id = id;
    this.application = application;
    this.distance = distance;
    this.database = Optional.ofNullable(database);
  }

  static Optional<Service> byId(String id) {
    return Arrays.stream(values()).filter(service -> service.id.equals(id)).findFirst();
  }

  public String id() {
    return id;
  }

  Class<?> application() {
    try {
      return Class.forName(application);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(id + " is not on the class path", e);
    }
  }

  Optional<String> database() {
    return database;
  }

  /** The services' ports keep their distances, whatever the gateway's is. */
  public int port(int gatewayPort) {
    return gatewayPort + distance;
  }

  public int managementPort(int gatewayPort) {
    return port(gatewayPort) + MANAGEMENT_DISTANCE;
  }
}
