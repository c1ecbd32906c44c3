package io.berth.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.service.readiness.PartState;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class NativeLibrariesTests {

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void areAllThereOnTheMachinesOfProduction(@TempDir Path temporary, CapturedOutput output) {
    NativeLibraries libraries = NativeLibraries.load(temporary);
    libraries.afterSingletonsInstantiated();
    assertThat(libraries.state()).isEqualTo(PartState.ready());
    assertThat(output).doesNotContain("can't be loaded");
  }

  @Test
  void areNamedInTheLogAndInHealthWhereTheyAreMissing(CapturedOutput output) {
    NativeLibraries libraries =
        new NativeLibraries(Map.of("epoll", "UnsatisfiedLinkError: no such file"), true);
    libraries.afterSingletonsInstantiated();
    assertThat(libraries.state())
        .isEqualTo(
            PartState.degraded("not loaded: epoll")
                .with("epoll", "UnsatisfiedLinkError: no such file"));
    assertThat(output)
        .contains("epoll can't be loaded, which costs speed: UnsatisfiedLinkError: no such file")
        .doesNotContain("noexec");
  }

  @Test
  void sayThatTheTemporaryDirectoryIsTheCause(CapturedOutput output) {
    NativeLibraries libraries = new NativeLibraries(Map.of("aws-lc", "no"), false);
    libraries.afterSingletonsInstantiated();
    assertThat(libraries.health().getDetails()).containsKeys("aws-lc", "temporaryDirectory");
    assertThat(output).contains("must be writable and not mounted noexec");
  }
}
