package io.berth.bench.gateway;

import io.berth.bench.load.Traffic.Merchant;
import io.berth.bench.process.Child;
import io.berth.bench.process.Ready;
import io.berth.embedded.LocalPorts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs nginx with a signature check in Lua, like Kong and APISIX. */
final class NginxLua {

  private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_http_lua_module.so");

  private NginxLua() {}

  /** Whether Debian's packages nginx and libnginx-mod-http-lua are installed. */
  static Optional<Path> installed() {
    return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx")
        .map(Path::of)
        .filter(Files::isExecutable)
        .filter(any -> Files.exists(MODULE))
        .findFirst();
  }

  static ProxyUnderTest start(Path nginx, Path directory, Merchant merchant, int stubPort)
      throws IOException, InterruptedException {
    int port = LocalPorts.free();
    Path configuration = directory.resolve("nginx.conf");
    Files.writeString(
        configuration,
        template()
            .replace("@DIRECTORY@", directory.toString())
            .replace("@PORT@", Integer.toString(port))
            .replace("@STUB@", Integer.toString(stubPort))
            .replace("@KEY@", merchant.accessKey())
            .replace("@SECRET@", merchant.secretKey()));
    Child process =
        Child.start(
            "nginx",
            List.of(nginx.toString(), "-p", directory.toString(), "-c", configuration.toString()),
            line -> false);
    Ready.await("http://127.0.0.1:" + port + "/", status -> status == 401, process);
    return new ProxyUnderTest("nginx+Lua, signature check only", port, false, process);
  }

  private static String template() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(NginxLua.class.getResourceAsStream("/gateway/nginx.conf"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
