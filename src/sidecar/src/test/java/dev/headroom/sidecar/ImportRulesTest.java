// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** Who may import whom. There are no exceptions: move the code, or change the rule in a commit of its own. */
@AnalyzeClasses(packages = "dev.headroom.sidecar", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportRulesTest {
    private static final String SIDECAR = "dev.headroom.sidecar.";

    @ArchTest
    static final ArchRule partsMeetInTheWiring = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("observe")
            .definedBy(SIDECAR + "observe..")
            .layer("publish")
            .definedBy(SIDECAR + "publish..")
            .layer("proxy")
            .definedBy(SIDECAR + "proxy..")
            .layer("metrics")
            .definedBy(SIDECAR + "metrics..")
            .layer("settings")
            .definedBy(SIDECAR + "settings..")
            .layer("wiring")
            .definedBy(SIDECAR + "wiring..")
            .whereLayer("observe")
            .mayOnlyBeAccessedByLayers("publish", "proxy", "metrics", "wiring")
            .whereLayer("publish")
            .mayOnlyBeAccessedByLayers("metrics", "wiring")
            .whereLayer("proxy")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("metrics")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("settings")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("wiring")
            .mayNotBeAccessedByAnyLayer();

    /** Packages that import each other, on whatever way around, are one package with two names. */
    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("dev.headroom.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule whatIsSeenIsFreeOfFrameworks = noClasses()
            .that()
            .resideInAPackage(SIDECAR + "observe..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "org.jspecify..", SIDECAR + "observe..");

    @ArchTest
    static final ArchRule timeIsAnArgumentOfWhatIsSeen = noClasses()
            .that()
            .resideInAPackage(SIDECAR + "observe..")
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
    static final ArchRule kafkaAndTheWireContractAreSpokenWhereEventsArePublished = noClasses()
            .that()
            .resideOutsideOfPackage(SIDECAR + "publish..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "dev.headroom.proto..", "com.google.protobuf..");

    @ArchTest
    static final ArchRule nothingBelowVertxIsReachedButByTwoClasses = noClasses()
            .that()
            .doNotHaveSimpleName("HttpWire")
            .and()
            .doNotHaveSimpleName("TrailersIn")
            .and()
            .doNotHaveSimpleName("TrailersOut")
            .and()
            .doNotHaveSimpleName("ClientWatch")
            .and()
            .doNotHaveSimpleName("BytesIn")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.netty.channel..", "io.netty.buffer..", "io.vertx.core.net.impl..", "io.vertx.core.impl..");

    @ArchTest
    static final ArchRule theProxyKnowsNoFrameworkButVertx = noClasses()
            .that()
            .resideInAPackage(SIDECAR + "proxy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..", "jakarta..", "io.micrometer..", "org.eclipse.microprofile..", "io.smallrye..");
}
