// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who may import whom. There are no exceptions: move the code, or change the rule in a commit of its own. */
@AnalyzeClasses(packages = "dev.headroom.scaler", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportRulesTest {
    private static final String SCALER = "dev.headroom.scaler.";
    private static final String EDGE = SCALER + "edge.";
    private static final String TELEMETRY = "dev.headroom.telemetry";

    /** server ◄ document ◄ slo ◄ history ◄ supply ◄ forecast ◄ capacity ◄ learn ◄ budget ◄ plan ◄ decision ◄ ownership ◄ cycle ◄ timeline ◄ fleet ◄ whatif ◄ doctor ◄ edge. */
    private static final List<String> STEPS = List.of(
            "server",
            "document",
            "slo",
            "history",
            "supply",
            "forecast",
            "capacity",
            "learn",
            "budget",
            "plan",
            "decision",
            "ownership",
            "cycle",
            "timeline",
            "fleet",
            "whatif",
            "doctor",
            "edge");

    private static final String[] CORE = {
        SCALER + "server..",
        SCALER + "document..",
        SCALER + "slo..",
        SCALER + "history..",
        SCALER + "supply..",
        SCALER + "forecast..",
        SCALER + "capacity..",
        SCALER + "learn..",
        SCALER + "budget..",
        SCALER + "plan..",
        SCALER + "decision..",
        SCALER + "ownership..",
        SCALER + "cycle..",
        SCALER + "timeline..",
        SCALER + "fleet..",
        SCALER + "whatif..",
        SCALER + "doctor.."
    };

    private static final String[] FRAMEWORKS = {
        "io.quarkus..",
        "io.smallrye..",
        "jakarta..",
        "javax.inject..",
        "io.fabric8..",
        "io.grpc..",
        "io.micrometer..",
        "io.vertx..",
        "org.apache.kafka..",
        "org.eclipse.microprofile..",
        "org.jboss.."
    };

    @ArchTest
    static final ArchRule stepsImportEarlierStepsOnly = classes()
            .that()
            .resideInAPackage(SCALER + "(*)..")
            .should(importOnlyEarlierSteps())
            .allowEmptyShould(true);

    /** Packages that import each other, on whatever way around, are one package with two names. */
    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("dev.headroom.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theCoreIsFreeOfFrameworks = noClasses()
            .that()
            .resideOutsideOfPackage(SCALER + "edge..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORKS)
            .allowEmptyShould(true);

    /** Besides the vocabulary and the snapshot, only the two types by which policies claim their requests. */
    @ArchTest
    static final ArchRule theCoreSeesOnlyTheProductsOfIngest = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat(describe(
                    "are inner parts of telemetry-ingest",
                    type -> type.getPackageName().startsWith(TELEMETRY)
                            && !Set.of(TELEMETRY, TELEMETRY + ".snapshot").contains(type.getPackageName())
                            && !Set.of(TELEMETRY + ".attribute.WorkloadClaim", TELEMETRY + ".attribute.WorkloadClaims")
                                    .contains(type.getName())))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule yamlIsReadInDocumentOnly = noClasses()
            .that()
            .resideOutsideOfPackage(SCALER + "document..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule statisticsServeForecastCapacityAndPlanOnly = noClasses()
            .that()
            .resideOutsideOfPackages(SCALER + "forecast..", SCALER + "capacity..", SCALER + "plan..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.commons.statistics..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule generatedTypesStayInTheEdgesThatSpeakThem = noClasses()
            .that()
            .resideOutsideOfPackages(EDGE + "grpc..", EDGE + "kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.headroom.proto..", "externalscaler..", "com.google.protobuf..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule kafkaIsSpokenInItsEdgeOnly = noClasses()
            .that()
            .resideOutsideOfPackage(EDGE + "kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule edgesDoNotImportEachOther = classes()
            .that()
            .resideInAPackage(EDGE + "(*)..")
            .should(importNoOtherEdge())
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule timeIsAnArgumentInTheCore = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .allowEmptyShould(true);

    private static ArchCondition<JavaClass> importOnlyEarlierSteps() {
        return new ArchCondition<>("import only earlier steps than their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int own = STEPS.indexOf(stepOf(type, SCALER));
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> STEPS.indexOf(stepOf(dependency.getTargetClass(), SCALER)) > own)
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> importNoOtherEdge() {
        return new ArchCondition<>("import no other edge than settings, unless they are the wiring") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Set<String> allowed = new HashSet<>(List.of("", "settings", stepOf(type, EDGE)));
                if (stepOf(type, EDGE).equals("wiring")) {
                    return;
                }
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> !allowed.contains(stepOf(dependency.getTargetClass(), EDGE)))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
            }
        };
    }

    /** The first package below the parent; empty for a type that is elsewhere. */
    private static String stepOf(JavaClass type, String parent) {
        String name = type.getPackageName() + ".";
        if (!name.startsWith(parent)) {
            return "";
        }
        String below = name.substring(parent.length());
        return below.isEmpty() ? "" : below.substring(0, below.indexOf('.'));
    }
}
