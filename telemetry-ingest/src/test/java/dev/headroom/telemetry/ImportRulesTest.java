// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The direction of dependencies within telemetry-ingest, as the house style draws it. */
@AnalyzeClasses(packages = "dev.headroom.telemetry", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportRulesTest {
    private static final String ROOT = "dev.headroom.telemetry";

    @ArchTest
    static final ArchRule aStepImportsOnlyWhatEarlierStepsMade = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
            .withOptionalLayers(true)
            .layer("vocabulary")
            .definedBy(ROOT)
            .layer("decode")
            .definedBy(ROOT + ".decode..")
            .layer("validate")
            .definedBy(ROOT + ".validate..")
            .layer("attribute")
            .definedBy(ROOT + ".attribute..")
            .layer("sketch")
            .definedBy(ROOT + ".sketch..")
            .layer("window")
            .definedBy(ROOT + ".window..")
            .layer("snapshot")
            .definedBy(ROOT + ".snapshot..")
            .layer("pane")
            .definedBy(ROOT + ".pane..")
            .layer("pipeline")
            .definedBy(ROOT + ".pipeline..")
            .layer("edges")
            .definedBy(ROOT + ".consume..", ROOT + ".publish..")
            .whereLayer("decode")
            .mayOnlyBeAccessedByLayers("pipeline", "edges")
            .whereLayer("validate")
            .mayOnlyBeAccessedByLayers("pipeline", "edges")
            .whereLayer("attribute")
            .mayOnlyBeAccessedByLayers("pipeline", "edges")
            .whereLayer("sketch")
            .mayOnlyBeAccessedByLayers("window", "snapshot", "pane", "pipeline", "edges")
            .whereLayer("window")
            .mayOnlyBeAccessedByLayers("snapshot", "pane", "pipeline", "edges")
            .whereLayer("snapshot")
            .mayOnlyBeAccessedByLayers("pane", "pipeline", "edges")
            .whereLayer("pane")
            .mayOnlyBeAccessedByLayers("pipeline", "edges")
            .whereLayer("pipeline")
            .mayOnlyBeAccessedByLayers("edges")
            .whereLayer("edges")
            .mayNotBeAccessedByAnyLayer();

    /** Packages that import each other, on whatever way around, are one package with two names. */
    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("dev.headroom.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule sketchesKnowNoTime = noClasses()
            .that()
            .resideInAPackage(ROOT + ".sketch..")
            .should()
            .dependOnClassesThat(resideInAPackage("java.time.."));

    @ArchTest
    static final ArchRule onlyEdgesKnowAFramework = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".consume..", ROOT + ".publish..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..", "io.smallrye..", "jakarta..", "org.apache.kafka..", "org.eclipse.microprofile..");

    @ArchTest
    static final ArchRule onlyTheBordersKnowGeneratedTypes = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".decode..", ROOT + ".pane..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.headroom.proto..", "io.opentelemetry.proto..", "com.google.protobuf..");

    @ArchTest
    static final ArchRule onlyDecodingKnowsTheJsonLibrary = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".decode..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule onlySketchesKnowTheSketchLibrary = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".sketch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.datadoghq..");

    @ArchTest
    static final ArchRule timeIsAnArgument = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".consume..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");
}
