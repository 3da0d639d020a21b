package dev.mlink.operator.planning;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** Decisions are functions of what is observed: whoever reaches for a client, a clock or a file here fails the build. */
@AnalyzeClasses(packages = "dev.mlink.operator.planning", importOptions = ImportOption.DoNotIncludeTests.class)
class PlanningIsPureTest {

    @ArchTest
    static final ArchRule KNOWS_ONLY_ITSELF_AND_PLAIN_JAVA = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.mlink.operator.planning..",
                    "java.lang..",
                    "java.time",
                    "java.util",
                    "java.util.function",
                    "java.util.stream");

    @ArchTest
    static final ArchRule HAS_NO_CLOCK = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, Instant.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule ROOMS_DO_NOT_LOOK_INTO_EACH_OTHER = slices().matching("dev.mlink.operator.planning.(*)")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("..planning.placement"))
            .because("only where a set can be placed is everybody's question");

    @ArchTest
    static final ArchRule PLACEMENT_ASKS_NO_OTHER_ROOM = noClasses()
            .that()
            .resideInAPackage("..planning.placement")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..planning.coldstart",
                    "..planning.hysteresis",
                    "..planning.instances",
                    "..planning.profiling",
                    "..planning.selection",
                    "..planning.switching");
}
