// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** What the command line knows. There are no exceptions: move the code, or change the rule in a commit of its own. */
@AnalyzeClasses(packages = "dev.headroom.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportRulesTest {
    private static final String LAB = "dev.headroom.lab.";
    /** Packages of the lab that are made to be called from here. */
    private static final String[] ENTRANCES = {
        LAB + "command", LAB + "demo", LAB + "dump", LAB + "replay", LAB + "shadow"
    };
    /** Types of the lab's other packages that pass through these entrances. */
    private static final Set<String> PASSED = Set.of(
            "dev.headroom.lab.LabCommand",
            LAB + "days.PlayedDay",
            LAB + "days.PlayedDay$Asked",
            LAB + "days.PlayedDay$Standing",
            LAB + "days.RequestFigures",
            LAB + "days.RequestFigures$Lengths",
            LAB + "file.BadInputException",
            LAB + "file.InputFile",
            LAB + "file.RowReader",
            LAB + "fleet.BySignal",
            LAB + "fleet.Promise",
            LAB + "report.CostPicture",
            LAB + "report.CostPicture$Panel",
            LAB + "report.CostPicture$Spot",
            LAB + "report.Page",
            LAB + "report.Table",
            LAB + "service.Installation",
            LAB + "work.Progress");

    @ArchTest
    static final ArchRule packagesHaveNoCycle =
            slices().matching("dev.headroom.cli.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theLabIsKnownByItsEntrancesAlone = noClasses()
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "belong to the lab and are no entrance",
                    (JavaClass type) -> type.getName().startsWith(LAB)
                            && !Set.of(ENTRANCES).contains(type.getPackageName())
                            && !PASSED.contains(type.getName())));

    @ArchTest
    static final ArchRule commandsDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("dev.headroom.cli.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.headroom.cli");

    @ArchTest
    static final ArchRule nothingIsPlannedHere = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.headroom.scaler.cycle..", "dev.headroom.scaler.edge..", "dev.headroom.broker..");
}
