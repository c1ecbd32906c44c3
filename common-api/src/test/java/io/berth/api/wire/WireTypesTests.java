package io.berth.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.berth.api.Command;
import io.berth.api.Outcome;
import org.junit.jupiter.api.Test;

class WireTypesTests {

  @Test
  void lists_every_command_and_outcome() {
    assertThat(WireTypes.records())
        .extracting(Class::getName)
        .containsExactlyInAnyOrderElementsOf(
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.berth.api")
                    .stream()
                    .filter(JavaClass::isRecord)
                    .filter(
                        type ->
                            type.isAssignableTo(Command.class)
                                || type.isAssignableTo(Outcome.class))
                    .map(JavaClass::getName)
                    .toList());
  }

  @Test
  void gives_every_record_a_name_of_its_own() {
    assertThat(WireTypes.records()).extracting(Class::getSimpleName).doesNotHaveDuplicates();
  }
}
