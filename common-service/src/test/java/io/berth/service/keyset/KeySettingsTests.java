package io.berth.service.keyset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.service.key.SecretBox;
import io.berth.service.key.SecretsProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Tests that keys follow their file, and that a mistake in it changes nothing. */
class KeySettingsTests {
  private static final String FIRST = "A".repeat(43) + "=";
  private static final String SECOND = "B".repeat(42) + "A=";

  @TempDir Path directory;
  private final StandardEnvironment environment = new StandardEnvironment();
  private Path file;
  private KeySettings settings;
  private SecretBox box;

  @BeforeEach
  void firstKey() throws IOException {
    file = directory.resolve("keys.yml");
    write("berth.secrets: {active: k1, keys: {k1: '%s'}}".formatted(FIRST));
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "configured",
                Map.of("berth.keys.file", file.toString(), "berth.secrets.active", "k0")));
    new KeyFileLoading().postProcessEnvironment(environment, new SpringApplication());
    settings = new KeySettings(environment, new KeyFileProperties(file));
    box = new SecretBox(settings.bind(KeySettingsTests::secrets));
    settings.reload();
  }

  private static SecretsProperties secrets(Binder binder) {
    return new SecretsProperties(
        binder.bind("berth.secrets.active", String.class).orElse(null),
        binder.bind("berth.secrets.keys", Bindable.mapOf(String.class, String.class)).get());
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
  }

  @Test
  void keysFollowTheirFile() throws IOException {
    String before = box.encrypt("secret", "here");
    write("berth.secrets: {active: k2, keys: {k1: '%s', k2: '%s'}}".formatted(FIRST, SECOND));

    settings.reload();

    assertThat(box.activeKey()).isEqualTo("k2");
    assertThat(box.decrypt(before, "here")).isEqualTo("secret");
    assertThat(box.renew(before, "here")).startsWith("k2.");
    assertThat(environment.getProperty("berth.secrets.active")).isEqualTo("k2");

    write("berth.secrets: {active: k2, keys: {k2: '%s'}}".formatted(SECOND));
    settings.reload();
    assertThatThrownBy(() -> box.decrypt(before, "here"))
        .isInstanceOf(SecretBox.Undecryptable.class);
  }

  @Test
  void aMistakeChangesNothingAndShowsNoKey() throws IOException {
    Live<String> other =
        settings.bind(binder -> binder.bind("berth.did.tokens.keys", String.class).orElse("none"));
    for (String mistake :
        new String[] {
          "berth.secrets: {active: k2, keys: {k1: '%s'}}".formatted(FIRST),
          "berth.secrets: {active: k1, keys: {k1: '%s'}".formatted(FIRST),
          "{berth.did.tokens.keys: x, berth.secrets: {active: k1, keys: {k1: '%s'}}}"
              .formatted(FIRST.substring(4)),
          "{berth.public-origin: x, berth.secrets: {active: k1, keys: {k1: '%s'}}}".formatted(FIRST)
        }) {
      write(mistake);
      settings.reload();
      assertThat(settings.problem()).as(mistake).isNotNull().doesNotContain("AAAA");
      assertThat(box.activeKey()).isEqualTo("k1");
      assertThat(other.get()).isEqualTo("none");
    }
    Files.delete(file);
    settings.reload();
    assertThat(settings.problem()).contains("cannot be read");

    write("berth.secrets: {active: k1, keys: {k1: '%s'}}".formatted(FIRST));
    settings.reload();
    assertThat(settings.problem()).isNull();
  }

  @Test
  void aFileThatComesBackUnchangedIsInUse() throws IOException {
    String text = Files.readString(file);
    Files.delete(file);
    settings.reload();
    assertThat(settings.problem()).contains("cannot be read");

    write(text);
    settings.reload();
    assertThat(settings.problem()).isNull();
  }
}
