package io.berth.service.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

@ExtendWith(OutputCaptureExtension.class)
class SettingsCheckTests {

  @Test
  void refusesAnUnknownKeyInAFile() throws IOException {
    byte[] yaml =
        """
        berth:
          did:
            session:
              lifetime: 7d
        """
            .getBytes(StandardCharsets.UTF_8);
    PropertySource<?> file =
        new YamlPropertySourceLoader().load("did.yml", new ByteArrayResource(yaml)).getFirst();

    refuses(
        file,
        "berth.did.session.lifetime (did.yml) is no setting of Berth,"
            + " the nearest is berth.did.sessions.lifetime");
  }

  @Test
  void refusesAnUnknownEnvironmentVariable() {
    refuses(
        new SystemEnvironmentPropertySource(
            "systemEnvironment", Map.of("BERTH_DID_SESSIONS_LIFETIMES", "7d", "HOME", "/root")),
        "BERTH_DID_SESSIONS_LIFETIMES (systemEnvironment) is no setting of Berth,"
            + " the nearest is BERTH_DID_SESSIONS_LIFETIME");
  }

  @Test
  void refusesAnUnknownSystemProperty() {
    refuses(
        new MapPropertySource("systemProperties", Map.of("berth.publik-origin", "http://h")),
        "berth.publik-origin (systemProperties) is no setting of Berth,"
            + " the nearest is berth.public-origin");
  }

  @Test
  void refusesAnUnknownFileOfAConfigTree(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("berth.did.codes.keys"), "secret");

    refuses(
        new ConfigTreePropertySource("secrets", folder),
        "berth.did.codes.keys (secrets) is no setting of Berth,"
            + " the nearest is berth.did.codes.key");
  }

  @Test
  void startsWithKnownKeys() {
    assertThatNoException()
        .isThrownBy(
            () ->
                check(
                    new MapPropertySource(
                        "args",
                        Map.of(
                            "berth.public-origin", "http://h",
                            "berth.secrets.keys.k1", "key",
                            "berth.events.orders.active", "k1"))));
  }

  @Test
  void aStartIsRefusedInOneLine(CapturedOutput output) {
    assertThatExceptionOfType(UnknownSettingException.class)
        .isThrownBy(
            () ->
                new SpringApplicationBuilder(SettingsCheckTests.class)
                    .web(WebApplicationType.NONE)
                    .run("--berth.kafka.instance=a"));

    assertThat(output.toString().lines())
        .containsOnlyOnce(
            "berth.kafka.instance (commandLineArgs) is no setting of Berth,"
                + " the nearest is berth.kafka.instance-id");
  }

  private static void refuses(PropertySource<?> source, String message) {
    assertThatExceptionOfType(UnknownSettingException.class)
        .isThrownBy(() -> check(source))
        .withMessage(message);
  }

  private static void check(PropertySource<?> source) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(source);
    GenericApplicationContext context = new GenericApplicationContext();
    context.setEnvironment(environment);
    new SettingsCheck().initialize(context);
  }
}
