package io.berth.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.turbo.TurboFilter;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.berth.dialect.Dialect;
import io.berth.service.runtime.MayBlock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.annotation.KafkaListener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tests which packages may import which, and which code may block. */
class ArchitectureTests {

  private static final String[] SERVICES = {
    "io.berth.gateway..",
    "io.berth.did..",
    "io.berth.pay..",
    "io.berth.callback..",
    "io.berth.console.."
  };
  private static final Set<String> BLOCKING =
      Set.of("block", "blockOptional", "blockFirst", "blockLast", "toIterable", "toStream");

  private static JavaClasses berth;

  @BeforeAll
  static void read() {
    berth =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.berth");
  }

  @Test
  void nothingImportsADialect() {
    assertThat(dialects()).hasSizeGreaterThanOrEqualTo(5);
    for (String dialect : dialects()) {
      noClasses()
          .that()
          .resideOutsideOfPackage(dialect)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(dialect)
          .check(berth);
    }
  }

  private static Set<String> dialects() {
    return berth.stream()
        .filter(type -> type.isAssignableTo(Dialect.class) && !type.isInterface())
        .map(type -> type.getPackageName() + "..")
        .collect(Collectors.toSet());
  }

  @Test
  void protocolsKnowNeitherSpringNorTheNetwork() {
    noClasses()
        .that()
        .resideInAnyPackage("io.berth.signing..", "io.berth.api..", "io.berth.dialect..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..",
            "reactor..",
            "io.netty..",
            "org.apache.kafka..",
            "java.net.http..",
            "java.sql..")
        .allowEmptyShould(true)
        .check(berth);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "did", "pay", "callback", "console"})
  void noServiceImportsAnother(String service) {
    String own = "io.berth." + service + "..";
    String[] others =
        List.of(SERVICES).stream().filter(name -> !name.equals(own)).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(own)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true)
        .check(berth);
  }

  @Test
  void ledgerImportsNoOtherFeature() {
    noClasses()
        .that()
        .resideInAPackage("io.berth.pay.ledger..")
        .should()
        .dependOnClassesThat(
            are(
                resideInAPackage("io.berth.pay.*..")
                    .and(DescribedPredicate.not(resideInAPackage("io.berth.pay.ledger..")))))
        .allowEmptyShould(true)
        .check(berth);
  }

  @Test
  void nothingIsInjectedIntoFields() {
    noFields()
        .should()
        .beAnnotatedWith(Autowired.class)
        .orShould()
        .beAnnotatedWith(Value.class)
        .allowEmptyShould(true)
        .check(berth);
  }

  @Test
  void servicesDoNotWait() {
    noClasses()
        .that(resideInAnyPackage(SERVICES))
        .should()
        .accessTargetWhere(describe("the caller waits without @MayBlock", this::waits))
        .allowEmptyShould(true)
        .check(berth);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes()
        .should(
            be(
                describe(
                    "in a @NullMarked package",
                    type -> type.getPackage().isAnnotatedWith(NullMarked.class))))
        .check(berth);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.berth.(**)").should().beFreeOfCycles().check(berth);
  }

  /** Records are read and built by name; those of JSON have as many fields as their JSON. */
  @Test
  void constructorsHaveAtMost7Parameters() {
    noConstructors()
        .that()
        .areDeclaredInClassesThat(
            are(describe("no records or enums", type -> !type.isEnum() && !type.isRecord())))
        .should(haveMoreParametersThan(7))
        .check(berth);
  }

  @Test
  void methodsHaveAtMost5Parameters() {
    noMethods()
        .that(
            are(
                describe(
                    "written by hand, and no override of Logback's",
                    method ->
                        !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                            && !method.getOwner().isAssignableTo(TurboFilter.class)
                            && !method.getOwner().getPackageName().endsWith("jmh_generated"))))
        .should(haveMoreParametersThan(5))
        .check(berth);
  }

  private static ArchCondition<JavaCodeUnit> haveMoreParametersThan(int most) {
    return new ArchCondition<>("have more than " + most + " parameters") {
      @Override
      public void check(JavaCodeUnit unit, ConditionEvents events) {
        int size = unit.getRawParameterTypes().size();
        events.add(
            new SimpleConditionEvent(
                unit, size > most, unit.getFullName() + " has " + size + " parameters"));
      }
    };
  }

  private boolean waits(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    boolean blocks =
        BLOCKING.contains(name)
            && (owner.isAssignableTo(Mono.class) || owner.isAssignableTo(Flux.class));
    boolean sleeps = name.equals("sleep") && owner.isEquivalentTo(Thread.class);
    return (blocks || sleeps) && !mayBlock(access.getOrigin());
  }

  private static boolean mayBlock(JavaCodeUnit caller) {
    return caller.isAnnotatedWith(MayBlock.class)
        || caller.isAnnotatedWith(KafkaListener.class)
        || caller.getOwner().isAnnotatedWith(MayBlock.class);
  }
}
