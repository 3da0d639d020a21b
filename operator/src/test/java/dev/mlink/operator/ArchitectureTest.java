package dev.mlink.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls between the operator's rooms. */
@AnalyzeClasses(packages = "dev.mlink.operator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule planningKnowsOnlyTheJdk = noClasses()
            .that()
            .resideInAPackage("..operator.planning..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("..operator.planning..", "java..")
            .because("decisions are pure: no client, no I/O, no clock");

    @ArchTest
    static final ArchRule decisionsDoNoInputOutput = noClasses()
            .that()
            .resideInAnyPackage(
                    "..group.decision..", "..group.spec..", "..routing..", "..status..", "..group.resource..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8.kubernetes.client..", "io.grpc..", "..operator.kubernetes..")
            .because("they look at an Observation and say what to do");

    @ArchTest
    static final ArchRule decisionsReadNoClock = noClasses()
            .that()
            .resideInAnyPackage("..operator.planning..", "..group.decision..", "..group.resource..", "..routing..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule desiredObjectsKnowNoDecision = noClasses()
            .that()
            .resideInAPackage("..operator.resources..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..operator.group..", "..operator.planning..", "..operator.triton..", "..operator.runtime..");

    @ArchTest
    static final ArchRule adaptersKnowNoDecision = noClasses()
            .that()
            .resideInAnyPackage("..operator.triton..", "..operator.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..operator.group..", "..operator.planning..", "..operator.resources..");
}
