package io.berth.standalone.data;

import io.berth.embedded.LocalPorts;
import io.berth.standalone.cli.FailureMessages;
import io.berth.standalone.cli.UserError;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Generates and stores the settings of a data directory: ports, passwords and keys. Each is stored
 * before its first use, so that a crash loses none that is in use.
 */
public final class LocalSettings {

  /** Name of the gateway's operator token among the passwords. */
  public static final String OPERATOR_TOKEN = "operator-token";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private record Contents(
      TreeMap<String, Integer> ports, TreeMap<String, String> secrets, DemoState demo) {}

  /** State of the demo file, which is applied to empty data only. */
  public enum DemoState {
    PENDING,
    APPLIED,
    SKIPPED
  }

  private final DataDirectory data;
  private final SecureRandom random = new SecureRandom();
  private Contents contents;

  private LocalSettings(DataDirectory data, Contents contents) {
    this.data = data;
    this.contents = contents;
  }

  public static LocalSettings of(DataDirectory data) {
    try {
      Contents contents =
          data.read(data.settings())
              .map(json -> JSON.readValue(json, Contents.class))
              .orElseGet(() -> new Contents(new TreeMap<>(), new TreeMap<>(), DemoState.PENDING));
      return new LocalSettings(data, contents);
    } catch (JacksonException e) {
      throw new UserError(data.settings() + " is damaged: " + FailureMessages.reason(e));
    }
  }

  /**
   * Settings of a backup for a data directory: the secrets are those that the backup's database was
   * written with, the ports those of the directory.
   *
   * @param backup contents of the backup's settings file
   * @return contents of a settings file
   */
  public static String merged(String backup, DataDirectory data) {
    Contents restored = JSON.readValue(backup, Contents.class);
    Contents present = of(data).contents;
    TreeMap<String, String> secrets = new TreeMap<>(present.secrets);
    secrets.putAll(restored.secrets);
    return text(new Contents(present.ports, secrets, restored.demo));
  }

  /** Returns a password of a backup's settings file. */
  public static String password(String backup, String name) {
    String password = JSON.readValue(backup, Contents.class).secrets.get(name);
    if (password == null) {
      throw new UserError("The settings of the backup lack " + name + ".");
    }
    return password;
  }

  /** Returns a key of random bytes in Base64. */
  public synchronized String key(String name, int bytes) {
    return secret(name, () -> Base64.getEncoder().encodeToString(bytes(bytes)));
  }

  /** Returns a password or bearer token of random hexadecimal digits. */
  public synchronized String password(String name) {
    return secret(name, () -> HexFormat.of().formatHex(bytes(24)));
  }

  /** Returns a secret that was made before; empty where there is none. */
  public synchronized Optional<String> existing(String name) {
    return Optional.ofNullable(contents.secrets.get(name));
  }

  /** Forgets secrets that are kept elsewhere by now. */
  public synchronized void forget(Collection<String> names) {
    if (contents.secrets.keySet().removeAll(names)) {
      save();
    }
  }

  public DataDirectory data() {
    return data;
  }

  private String secret(String name, Supplier<String> maker) {
    String secret = contents.secrets.get(name);
    if (secret == null) {
      secret = maker.get();
      contents.secrets.put(name, secret);
      save();
    }
    return secret;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Picks the port that the server had before; another one where that is taken. */
  public synchronized int freePort(String server) {
    Integer kept = contents.ports.get(server);
    if (kept != null && LocalPorts.isFree(kept)) {
      return kept;
    }
    int port = LocalPorts.free();
    while (contents.ports.containsValue(port)) {
      port = LocalPorts.free();
    }
    contents.ports.put(server, port);
    save();
    return port;
  }

  /** Returns the port that was picked at the suite's start. */
  public synchronized int port(String server) {
    Integer port = contents.ports.get(server);
    if (port == null) {
      throw new IllegalStateException("no port has been picked for " + server);
    }
    return port;
  }

  public synchronized DemoState demo() {
    return contents.demo;
  }

  public synchronized void demo(DemoState state) {
    if (contents.demo != state) {
      contents = new Contents(contents.ports, contents.secrets, state);
      save();
    }
  }

  private void save() {
    data.write(data.settings(), text(contents));
  }

  private static String text(Contents contents) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(contents);
  }
}
