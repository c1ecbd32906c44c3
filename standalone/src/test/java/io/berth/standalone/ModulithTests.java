package io.berth.standalone;

import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.modulith.core.ApplicationModules;

/** Tests that Spring Modulith accepts each service's features as modules. */
class ModulithTests {

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "did", "pay", "callback", "console"})
  void featuresAreModules(String service) {
    ApplicationModules.of("io.berth." + service, new ImportOption.DoNotIncludeTests()).verify();
  }
}
