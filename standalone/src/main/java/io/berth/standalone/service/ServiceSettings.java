package io.berth.standalone.service;

import io.berth.embedded.LocalKafka;
import io.berth.standalone.data.LocalSettings;
import io.berth.standalone.fault.FaultInjection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds each service's configuration for {@code up}: every setting that production requires. Keys
 * that can be changed while it runs are in a file of their own.
 */
public final class ServiceSettings {
  private static final String APPROVAL = "berth.did.apps.approval";

  /** Callers and callees. */
  static final Map<Service, List<Service>> CALLS =
      Map.of(
          Service.GATEWAY, List.of(Service.DID, Service.PAY, Service.CALLBACK, Service.CONSOLE),
          Service.DID, List.of(),
          Service.PAY, List.of(Service.DID),
          Service.CALLBACK, List.of(Service.DID, Service.PAY),
          Service.CONSOLE, List.of(Service.GATEWAY));

  private final LocalSettings settings;
  private final int gatewayPort;
  private final Map<String, String> journeys;

  /**
   * @param journeys address to try each dialect at
   */
  public ServiceSettings(LocalSettings settings, int gatewayPort, Map<String, String> journeys) {
    this.settings = settings;
    this.gatewayPort = gatewayPort;
    this.journeys = journeys;
  }

  /** Makes all keys and passwords, before a service or a child process reads them. */
  public void makeSecrets() {
    SuiteKeys.make(settings);
    for (Service service : Service.values()) {
      of(service);
    }
  }

  public String publicOrigin() {
    return "http://localhost:" + gatewayPort;
  }

  /** Origin of the test mode. */
  public String testOrigin() {
    return "http://localhost:" + Service.testPort(gatewayPort);
  }

  public String operatorToken() {
    return settings.password(LocalSettings.OPERATOR_TOKEN);
  }

  /** The token of this machine's owner, whose bootstrap files need no four-eyes approval. */
  public String ownerToken() {
    return settings.password("owner-token");
  }

  public Map<String, String> of(Service service) {
    Map<String, String> all = new LinkedHashMap<>();
    common(all, service);
    calls(all, service);
    SharedClassPath.put(all, service);
    service.database().ifPresent(name -> database(all, name));
    switch (service) {
      case GATEWAY -> gateway(all);
      case DID -> did(all);
      // The demo's merchants have their books on this machine.
      case PAY -> all.put("berth.pay.reconciliation.allow-private-addresses", "true");
      case CALLBACK -> callback(all);
      case CONSOLE -> console(all);
    }
    return all;
  }

  private void common(Map<String, String> all, Service service) {
    all.put("spring.application.name", service.id());
    all.put("server.address", "127.0.0.1");
    all.put("server.port", Integer.toString(service.port(gatewayPort)));
    all.put("management.server.address", "127.0.0.1");
    all.put("management.server.port", Integer.toString(service.managementPort(gatewayPort)));
    // Nothing balances the load here.
    all.put("berth.shutdown.drain", "0s");
    all.put("berth.public-origin", publicOrigin());
    all.put("berth.test-origin", testOrigin());
    all.put("berth.pages.csrf-key", settings.key("csrf", 32));
    all.put("berth.keys.file", settings.data().keyFile(service.id()).toString());
    all.put("berth.kafka.replication-factor", "1");
    // Static membership: after a kill and a restart, Kafka does not wait for the old consumers.
    all.put("berth.kafka.instance-id", service.id());
    all.put("spring.kafka.bootstrap-servers", "127.0.0.1:" + settings.port(LocalServers.KAFKA));
    LocalKafka.clientSettings(settings.password(LocalServers.KAFKA))
        .forEach((name, value) -> all.put("spring.kafka.properties." + name, value));
    all.putAll(FaultInjection.settings());
  }

  private void calls(Map<String, String> all, Service service) {
    all.put("berth.vouch.name", service.id());
    CALLS
        .getOrDefault(service, List.of())
        .forEach(audience -> all.put("berth.services." + audience.id() + ".url", url(audience)));
    // Every service reads public keys from did-service.
    all.put("berth.services." + Service.DID.id() + ".url", url(Service.DID));
  }

  private String url(Service service) {
    return "http://127.0.0.1:" + FaultInjection.port(service.id(), service.port(gatewayPort));
  }

  private int port(String server) {
    return FaultInjection.port(server, settings.port(server));
  }

  private void database(Map<String, String> all, String name) {
    String place = "postgresql://127.0.0.1:" + port(LocalServers.POSTGRES) + "/" + name;
    all.put("spring.r2dbc.url", "r2dbc:" + place);
    all.put("spring.r2dbc.username", name + "_app");
    all.put("spring.r2dbc.password", SuiteKeys.of(settings.data()).databasePassword(name + "_app"));
    all.put("spring.flyway.url", "jdbc:" + place);
    all.put("spring.flyway.user", name + "_owner");
    all.put("spring.flyway.password", settings.password("postgres/" + name + "_owner"));
    all.put("spring.flyway.placeholders.runtime_role", name + "_app");
  }

  private void gateway(Map<String, String> all) {
    all.put("berth.gateway.test-port", Integer.toString(Service.testPort(gatewayPort)));
    all.put("berth.gateway.operator-token", operatorToken());
    all.put("berth.gateway.owner-token", ownerToken());
    all.put(
        "berth.gateway.local-inbox-url", "http://127.0.0.1:" + settings.port(LocalServers.INBOX));
  }

  private static void callback(Map<String, String> all) {
    all.put("berth.callback.allow-private-addresses", "true");
  }

  private void console(Map<String, String> all) {
    all.put("berth.console.local-inbox", "true");
    journeys.forEach((dialect, url) -> all.put("berth.console.demo." + dialect, url));
    for (Service service : Service.values()) {
      all.put(
          "berth.console.management." + service.id(),
          "http://127.0.0.1:" + service.managementPort(gatewayPort));
    }
  }

  private void did(Map<String, String> all) {
    all.put("berth.did.tokens.refresh-key", settings.key("refresh", 32));
    all.put("berth.did.codes.key", settings.key("codes", 32));
    all.put("berth.did.mail.from", "berth@localhost");
    // On a local machine there is no second person to approve apps.
    all.put(APPROVAL, System.getProperty(APPROVAL, "automatic"));
    all.put("berth.did.apps.coins", "usdt");
    all.put("spring.mail.host", "127.0.0.1");
    all.put("spring.mail.port", Integer.toString(port(LocalServers.SMTP)));
  }
}
