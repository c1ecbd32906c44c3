package io.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.test.kafka.TestKafka;
import io.berth.test.server.BerthServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS from PEM files that are replaced while the gateway runs. */
@BerthServers(kafka = true, shared = true)
class TlsIntegrationTests {

  @TempDir private Path folder;

  @Test
  void newCertificateIsServedWithoutRestart(TestKafka kafka) throws Exception {
    SelfSigned.write("one.example", folder);
    try (RunningGateway secure =
        TestPlatform.with(kafka)
            .startGateway(
                Map.of(
                    "server.ssl.bundle", "berth",
                    "spring.ssl.bundle.pem.berth.reload-on-update", "true",
                    "spring.ssl.bundle.pem.berth.keystore.certificate",
                        "file:" + folder.resolve("cert.pem"),
                    "spring.ssl.bundle.pem.berth.keystore.private-key",
                        "file:" + folder.resolve("key.pem"),
                    "spring.ssl.bundle.watch.file.quiet-period", "200ms",
                    "berth.public-origin", "https://berth.example"))) {
      assertThat(served(secure)).isEqualTo("CN=one.example");
      // Prometheus and health checks stay inside, and speak HTTP.
      assertThat(secure.manage("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
      assertThat(secure.manage("/actuator/health/liveness").statusCode()).isEqualTo(200);

      Path next = Files.createDirectory(folder.resolve("next"));
      SelfSigned.write("two.example", next);
      for (String file : new String[] {"key.pem", "cert.pem"}) {
        Files.move(next.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }

      Awaitility.await()
          .atMost(TestPlatform.PATIENCE.multipliedBy(2))
          .untilAsserted(() -> assertThat(served(secure)).isEqualTo("CN=two.example"));
    }
  }

  /** Asks for a page and returns the name in the server's certificate. */
  private static String served(RunningGateway gateway) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsEverybody()}, null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", gateway.port())) {
      socket.startHandshake();
      socket
          .getOutputStream()
          .write("GET /nothing HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".getBytes());
      String answer = new String(socket.getInputStream().readAllBytes());
      assertThat(answer)
          .startsWith("HTTP/1.1 404")
          .containsIgnoringCase("strict-transport-security");
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
          .getSubjectX500Principal()
          .getName();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static final class TrustsEverybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
