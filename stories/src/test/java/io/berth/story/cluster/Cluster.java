package io.berth.story.cluster;

import io.berth.standalone.bootstrap.Bootstrap;
import io.berth.standalone.bootstrap.BootstrapClient;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.LocalSettings;
import io.berth.standalone.service.LocalServers;
import io.berth.standalone.service.Service;
import io.berth.standalone.service.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several instances of every service, each a process, behind a load balancer per service, with one
 * PostgreSQL and one Kafka. The balancers have the ports that the services have in {@code up}.
 */
final class Cluster implements AutoCloseable {

  private static final Map<Service, Integer> INSTANCES =
      new EnumMap<>(
          Map.of(
              Service.GATEWAY, 2,
              Service.DID, 2,
              Service.PAY, 3,
              Service.CALLBACK, 3,
              Service.CONSOLE, 2));

  private final DataDirectory data;
  private final ServiceSettings settings;
  private final LocalServers servers;
  private final List<Instance> instances = new ArrayList<>();
  private final List<LoadBalancer> balancers = new ArrayList<>();
  private final Thread orphans = new Thread(this::killAll);

  private Cluster(DataDirectory data, ServiceSettings settings, LocalServers servers) {
    this.data = data;
    this.settings = settings;
    this.servers = servers;
    Runtime.getRuntime().addShutdownHook(orphans);
  }

  /**
   * Starts everything and waits until it is ready.
   *
   * @param version of all services
   * @param platform bootstrap file
   */
  static Cluster start(Path directory, Version version, String platform, Progress progress)
      throws Exception {
    int port = Service.freeGatewayPort();
    DataDirectory data = DataDirectory.open(directory, false);
    LocalSettings local = LocalSettings.of(data);
    LocalServers.NAMES.forEach(local::freePort);
    ServiceSettings settings = new ServiceSettings(local, port, Map.of());
    settings.makeSecrets();
    local.password("postgres/superuser");
    Cluster cluster = new Cluster(data, settings, LocalServers.start(data, local, progress));
    try {
      cluster.startInstances(port, version);
      Path file = Files.writeString(directory.resolve("platform.yaml"), platform);
      try (BootstrapClient owner =
          new BootstrapClient(settings.publicOrigin(), settings.ownerToken())) {
        Bootstrap.read(List.of(file)).apply(owner);
      }
      return cluster;
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  /** First one instance of each service, since some wait for what others make. */
  private void startInstances(int port, Version version) throws IOException, InterruptedException {
    Set<Integer> taken = new HashSet<>();
    for (Service service : Service.values()) {
      for (int number = 1; number <= count(service); number++) {
        int base = Service.freeGatewayPort();
        while (!taken.add(service.port(base))
            || !taken.add(service.managementPort(base))
            || !taken.add(Service.testPort(base))) {
          base = Service.freeGatewayPort();
        }
        instances.add(new Instance(service, number, base, settings, data.logs()));
      }
      balancers.add(new LoadBalancer(service.port(port), of(service)));
    }
    for (int turn = 0; turn < 3; turn++) {
      List<Instance> starting = new ArrayList<>();
      for (Service service : Service.values()) {
        if (turn < of(service).size()) {
          starting.add(of(service).get(turn));
        }
      }
      for (Instance instance : starting) {
        instance.start(version);
      }
      for (Instance instance : starting) {
        instance.awaitReady();
      }
    }
  }

  /** The system property {@code cluster.pay-service} and its like choose another number. */
  private static int count(Service service) {
    return Integer.getInteger("cluster." + service.id(), INSTANCES.get(service));
  }

  /** Instances that can be away, because there is another one. */
  List<Instance> replaceable() {
    return instances.stream().filter(each -> of(each.service()).size() > 1).toList();
  }

  List<Instance> of(Service service) {
    return instances.stream().filter(instance -> instance.service() == service).toList();
  }

  /** Of the gateways' load balancer. */
  String origin() {
    return settings.publicOrigin();
  }

  String operatorToken() {
    return settings.operatorToken();
  }

  Path data() {
    return data.root();
  }

  private void killAll() {
    for (Instance instance : instances) {
      try {
        instance.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() throws IOException {
    killAll();
    for (LoadBalancer balancer : balancers) {
      balancer.close();
    }
    servers.close();
    data.close();
    Runtime.getRuntime().removeShutdownHook(orphans);
  }
}
