package dev.mlink.triton;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mlink.triton", importOptions = DoNotIncludeTests.class)
class WallsTest {

    @ArchTest
    static final ArchRule knowsOnlyGrpcItsTransportAndTheJdk = classes()
            .that()
            .resideOutsideOfPackage("..wire..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "io.grpc..", "io.netty.channel", "com.google.protobuf..", "dev.mlink.triton..");

    @ArchTest
    static final ArchRule stubsKnowOnlyWhatTheirGeneratorsNeed = classes()
            .that()
            .resideInAPackage("..wire..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.grpc..", "com.google..", "dev.mlink.triton.wire..");

    @ArchTest
    static final ArchRule tensorsKnowNoConnection = noClasses()
            .that()
            .resideInAPackage("..tensor..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.mlink.triton", "io.grpc..");
}
