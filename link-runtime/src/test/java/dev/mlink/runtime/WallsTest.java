package dev.mlink.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which room may know which: data flows one way, and nothing that serves knows how predictors are trained. */
@AnalyzeClasses(packages = "dev.mlink.runtime", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
    @ArchTest
    static final ArchRule ROOMS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.mlink.runtime..")
            .layer("main")
            .definedBy("dev.mlink.runtime")
            .layer("serving")
            .definedBy("dev.mlink.runtime.serving..")
            .layer("admin")
            .definedBy("dev.mlink.runtime.admin..")
            .layer("protocol")
            .definedBy("dev.mlink.runtime.protocol..")
            .layer("routing")
            .definedBy("dev.mlink.runtime.routing..")
            .layer("profiling")
            .definedBy("dev.mlink.runtime.profiling..")
            .layer("admission")
            .definedBy("dev.mlink.runtime.admission..")
            .layer("tls")
            .definedBy("dev.mlink.runtime.tls..")
            .layer("sharing")
            .definedBy("dev.mlink.runtime.sharing..")
            .layer("propagation")
            .definedBy("dev.mlink.runtime.propagation..")
            .layer("upstream")
            .definedBy("dev.mlink.runtime.upstream..")
            .layer("sampling")
            .definedBy("dev.mlink.runtime.sampling..")
            .layer("prediction")
            .definedBy("dev.mlink.runtime.prediction..")
            .layer("calibration")
            .definedBy("dev.mlink.runtime.calibration..")
            .layer("training")
            .definedBy("dev.mlink.runtime.training..")
            .layer("federation")
            .definedBy("dev.mlink.runtime.federation..")
            .layer("evaluation")
            .definedBy("dev.mlink.runtime.evaluation..")
            .layer("store")
            .definedBy("dev.mlink.runtime.store..")
            .whereLayer("main")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("serving")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("training")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("federation")
            .mayOnlyBeAccessedByLayers("training")
            .whereLayer("admin")
            .mayOnlyBeAccessedByLayers("serving")
            .whereLayer("protocol")
            .mayOnlyBeAccessedByLayers("serving")
            .whereLayer("routing")
            .mayOnlyBeAccessedByLayers("protocol", "admin", "serving")
            .whereLayer("profiling")
            .mayOnlyBeAccessedByLayers("admin", "serving")
            .whereLayer("evaluation")
            .mayOnlyBeAccessedByLayers("main", "admin", "serving", "training")
            .whereLayer("sampling")
            .mayOnlyBeAccessedByLayers("routing", "profiling", "admin", "serving")
            .whereLayer("admission")
            .mayOnlyBeAccessedByLayers("protocol", "serving")
            .whereLayer("tls")
            .mayOnlyBeAccessedByLayers("serving")
            .whereLayer("sharing")
            .mayOnlyBeAccessedByLayers("routing", "protocol", "serving")
            .whereLayer("propagation")
            .mayOnlyBeAccessedByLayers("upstream", "sharing", "routing", "protocol", "serving")
            .whereLayer("upstream")
            .mayOnlyBeAccessedByLayers("routing", "protocol", "profiling", "admin", "serving")
            .whereLayer("prediction")
            .mayOnlyBeAccessedByLayers("routing", "evaluation", "training", "serving")
            .whereLayer("calibration")
            .mayOnlyBeAccessedByLayers("routing", "evaluation", "admin");

    @ArchTest
    static final ArchRule SHARING_KNOWS_NO_TABLE_AND_NO_PROTOCOL = noClasses()
            .that()
            .resideInAPackage("..sharing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.mlink.runtime.routing..", "dev.mlink.runtime.upstream..", "dev.mlink.admin..", "io.vertx..");

    @ArchTest
    static final ArchRule CALIBRATION_IS_PURE = noClasses()
            .that()
            .resideInAPackage("..calibration..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "java.lang..", "java.util..", "org.apache.commons.statistics..", "dev.mlink.runtime.calibration..");

    @ArchTest
    static final ArchRule PREDICTION_KNOWS_NO_PROTOCOL = noClasses()
            .that()
            .resideInAPackage("..prediction..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.grpc..", "io.vertx..", "dev.mlink.triton..", "dev.mlink.admin..");

    @ArchTest
    static final ArchRule FEDERATION_KNOWS_THE_STORE_ONLY = noClasses()
            .that()
            .resideInAPackage("..federation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.grpc..",
                    "dev.mlink.admin..",
                    "dev.mlink.runtime.training..",
                    "dev.mlink.runtime.evaluation..",
                    "dev.mlink.runtime.prediction..");

    @ArchTest
    static final ArchRule THE_STORE_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAPackage("..store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.grpc..", "io.vertx..", "dev.mlink.triton..", "dev.mlink.admin..", "io.quarkus..");

    @ArchTest
    static final ArchRule ONLY_THE_STORE_KNOWS_S3 = noClasses()
            .that()
            .resideOutsideOfPackage("..store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..");

    @ArchTest
    static final ArchRule ONLY_TRAINING_KNOWS_THE_FRAMEWORK = noClasses()
            .that()
            .resideOutsideOfPackage("..training..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..");

    @ArchTest
    static final ArchRule ONLY_SERVING_STARTS_QUARKUS = noClasses()
            .that()
            .resideOutsideOfPackages("..serving..", "dev.mlink.runtime")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "jakarta..");

    @ArchTest
    static final ArchRule NETWORKS_OF_TEXTS_KNOW_ARTEFACTS_ONLY = noClasses()
            .that()
            .resideInAPackage("..prediction.sequence..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.mlink.runtime.prediction", "dev.mlink.runtime.evaluation..");

    @ArchTest
    static final ArchRule NETWORKS_TO_BE_TRAINED_KNOW_NO_TRAINER = noClasses()
            .that()
            .resideInAPackage("..training.sequence..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.mlink.runtime.training", "dev.mlink.runtime.evaluation..");
}
