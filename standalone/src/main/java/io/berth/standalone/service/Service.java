package io.berth.standalone.service;

import io.berth.callback.CallbackServiceApplication;
import io.berth.console.ConsoleApplication;
import io.berth.did.DidServiceApplication;
import io.berth.embedded.LocalPorts;
import io.berth.gateway.GatewayApplication;
import io.berth.pay.PayServiceApplication;
import io.berth.standalone.cli.UserError;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The services in their start order. */
public enum Service {
  DID("did-service", DidServiceApplication.class, 1, "berth_did"),
  PAY("pay-service", PayServiceApplication.class, 2, "berth_pay"),
  CALLBACK("callback-service", CallbackServiceApplication.class, 3, "berth_callback"),
  GATEWAY("gateway", GatewayApplication.class, 0, null),
  CONSOLE("console", ConsoleApplication.class, 4, null);

  private static final int MANAGEMENT_DISTANCE = 1000;
  private static final int TEST_DISTANCE = 10;

  private final String id;
  private final Class<?> application;
  private final int distance;
  private final Optional<String> database;

  Service(String id, Class<?> application, int distance, @Nullable String database) {
    this.id = id;
    this.application = application;
    this.distance = distance;
    this.database = Optional.ofNullable(database);
  }

  public static Optional<Service> byId(String id) {
    return Arrays.stream(values()).filter(service -> service.id.equals(id)).findFirst();
  }

  public String id() {
    return id;
  }

  public Class<?> application() {
    return application;
  }

  Optional<String> database() {
    return database;
  }

  /** The service's port, at a fixed distance to the gateway's. */
  public int port(int gatewayPort) {
    return gatewayPort + distance;
  }

  public int managementPort(int gatewayPort) {
    return port(gatewayPort) + MANAGEMENT_DISTANCE;
  }

  /** Port of the gateway's test mode. */
  public static int testPort(int gatewayPort) {
    return gatewayPort + TEST_DISTANCE;
  }

  /** Finds a gateway port for which all services' ports and management ports are free. */
  public static int freeGatewayPort() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = LocalPorts.free();
      boolean free = LocalPorts.isFree(testPort(port));
      for (Service service : values()) {
        free &= LocalPorts.isFree(service.port(port));
        free &= LocalPorts.isFree(service.managementPort(port));
      }
      if (free) {
        return port;
      }
    }
    throw new UserError("There are not ten free ports on this machine.");
  }
}
