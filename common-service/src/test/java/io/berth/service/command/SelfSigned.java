package io.berth.service.command;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;

/** A self-signed certificate, made by the JDK's own keytool. */
final class SelfSigned {
  private static final String PASSWORD = "changeit";

  private final Path store;

  private SelfSigned(Path store) {
    this.store = store;
  }

  /**
   * @param name as a certificate's alternative name, for example {@code ip:127.0.0.1}
   */
  static SelfSigned of(String name, Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                (Path.of(System.getProperty("java.home"), "bin", "keytool")
                        + " -genkeypair -alias tls -keyalg EC -groupname secp256r1 -dname"
                        + " CN=service -storetype PKCS12 -storepass %s -keystore %s -ext SAN=%s")
                    .formatted(PASSWORD, store, name)
                    .split(" "))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) {
      throw new IOException(said);
    }
    return new SelfSigned(store);
  }

  KeyManagerFactory keys() throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
    return keys;
  }

  /** The JVM trusts it, and nobody else, while this runs. */
  void trustedWhile(Runnable work) {
    Map<String, String> former = new TreeMap<>();
    Map.of(
            "javax.net.ssl.trustStore",
            store.toString(),
            "javax.net.ssl.trustStorePassword",
            PASSWORD)
        .forEach((name, value) -> former.put(name, System.setProperty(name, value)));
    try {
      work.run();
    } finally {
      former.forEach(
          (name, value) -> {
            if (value == null) {
              System.clearProperty(name);
            } else {
              System.setProperty(name, value);
            }
          });
    }
  }
}
