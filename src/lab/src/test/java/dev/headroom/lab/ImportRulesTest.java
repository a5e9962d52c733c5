// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.headroom.scaler.slo.Signal;
import java.time.Clock;
import java.time.Instant;

/** Who may import whom in the lab. There are no exceptions: move the code, or change the rule in a commit of its own. */
@AnalyzeClasses(packages = "dev.headroom.lab", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportRulesTest {
    private static final String LAB = "dev.headroom.lab.";
    private static final String[] VIRTUAL = {
        LAB + "bound..",
        LAB + "engine..",
        LAB + "episode..",
        LAB + "fleet..",
        LAB + "headroom..",
        LAB + "policy..",
        LAB + "traffic..",
        LAB + "workload.."
    };

    @ArchTest
    static final ArchRule packagesHaveNoCycle =
            slices().matching(LAB + "(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theLabDoesNotKnowTheCommandLineOfUsers =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.headroom.cli..");

    @ArchTest
    static final ArchRule theCommandOfResearchersIsAboveAll = noClasses()
            .that()
            .resideInAPackage(LAB + "*..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("dev.headroom.lab.LabCommand");

    @ArchTest
    static final ArchRule whatIsSimulatedParsesNoOptions = noClasses()
            .that()
            .resideInAnyPackage(VIRTUAL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule timeIsAnArgumentOfWhatIsSimulated = noClasses()
            .that()
            .resideInAnyPackage(VIRTUAL)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule enginesKnowTrafficAlone = noClasses()
            .that()
            .resideInAPackage(LAB + "engine..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "java..",
                    "org.jspecify..",
                    "org.apache.commons.math3..",
                    "org.snakeyaml..",
                    "dev.headroom.scaler.document..",
                    "dev.headroom.scaler.slo..",
                    LAB + "engine..",
                    LAB + "file..",
                    LAB + "traffic..");

    /** Of the scaler they share the name of a latency, which is a word of the policy, and nothing else. */
    @ArchTest
    static final ArchRule baselinesSeeWhatAScrapeShowsAndNotHeadroom = noClasses()
            .that()
            .resideInAPackage(LAB + "policy..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            LAB + "headroom..", LAB + "episode..", "dev.headroom.scaler..", "dev.headroom.telemetry..")
                    .and(not(type(Signal.class))));
}
