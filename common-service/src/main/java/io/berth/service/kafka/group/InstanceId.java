package io.berth.service.kafka.group;

import io.berth.service.kafka.topic.TopicProperties;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;

/**
 * Names this instance to Kafka's consumer groups (static membership): one that was killed takes its
 * partitions back at once when it starts again, instead of waiting until its former self counts as
 * gone. Two instances with the same id would take them from each other, so the id is made of host
 * name, addresses and port: two processes can't share all of them.
 */
public final class InstanceId {
  private static final String ANY_PORT = "0";
  private static final Pattern NOT_ALLOWED = Pattern.compile("[^a-zA-Z0-9._-]");

  private InstanceId() {}

  /** Empty where nothing stays the same from one start to the next. */
  public static Optional<String> of(TopicProperties properties, Environment environment) {
    String configured = properties.instanceId();
    if (configured != null && !configured.isBlank()) {
      return Optional.of(allowed(configured));
    }
    String port = environment.getProperty("server.port", ANY_PORT);
    return port.equals(ANY_PORT)
        ? Optional.empty()
        : Optional.of(allowed(hostName() + '-' + port + '-' + addresses()));
  }

  private static String allowed(String id) {
    return NOT_ALLOWED.matcher(id).replaceAll("-");
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "host";
    }
  }

  private static String addresses() {
    try {
      String all =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLoopbackAddress())
              .map(InetAddress::getHostAddress)
              .sorted()
              .collect(Collectors.joining(","));
      return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8))
          .toString()
          .substring(0, 8);
    } catch (SocketException unknown) {
      return "local";
    }
  }
}
