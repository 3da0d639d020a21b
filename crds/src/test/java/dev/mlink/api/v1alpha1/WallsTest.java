package dev.mlink.api.v1alpha1;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mlink.api", importOptions = DoNotIncludeTests.class)
class WallsTest {
    @ArchTest
    static final ArchRule theResourcesKnowFabric8AndNothingElse = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.mlink.api..", "java..", "io.fabric8..", "com.fasterxml.jackson.annotation..");

    @ArchTest
    static final ArchRule whatIsAskedForDoesNotKnowWhatIsReported = noClasses()
            .that()
            .resideInAPackage("..spec..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..status..");
}
