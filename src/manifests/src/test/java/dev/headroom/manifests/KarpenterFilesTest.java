// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.manifests.cross.CrossChecks;
import dev.headroom.manifests.cross.Given;
import dev.headroom.manifests.cross.Meters;
import dev.headroom.manifests.read.Charts;
import dev.headroom.manifests.read.YamlText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pools for those who use no Helm: what the chart of pools makes of the values of the same name. */
class KarpenterFilesTest {
    private static final CrossChecks CROSS = new CrossChecks(Meters.load(), Announced.settings());
    private static final Path CHART = DeployFolder.CHARTS.resolve("headroom-nodepools");
    private static final Path FOLDER = DeployFolder.ROOT.resolve("karpenter");

    static List<Path> files() {
        return DeployFolder.plainFiles().stream()
                .filter(file -> file.startsWith(FOLDER))
                .toList();
    }

    private static Path valuesOf(Path file) {
        String system = file.getFileName().toString().replace(".yaml", "");
        return CHART.resolve("ci/" + file.getParent().getFileName() + "-" + system + "-values.yaml");
    }

    @ParameterizedTest
    @MethodSource("files")
    void areWhatTheChartMakes(Path file) {
        Charts.Case chartCase = new Charts.Case(CHART, Optional.of(valuesOf(file)));

        assertThat(DeployFolder.bundle("file", file).objects())
                .extracting(KubeObject::tree)
                .containsExactlyElementsOf(
                        Charts.render(chartCase, "headroom-nodepools", "kube-system").bundle().objects().stream()
                                .map(KubeObject::tree)
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("files")
    void fitTogether(Path file) {
        Bundle bundle = DeployFolder.bundle(file.toString(), file);

        assertThat(CROSS.check(bundle, Given.NOTHING)).isEmpty();
    }

    @Test
    void areThereForEachStrategyAndSystem() {
        Set<String> expected = new TreeSet<>();
        for (String strategy : List.of("single", "multiple", "weighted", "static", "bursting")) {
            for (String system : List.of("al2023", "bottlerocket")) {
                expected.add(strategy + "/" + system + ".yaml");
            }
        }

        assertThat(files())
                .extracting(file -> FOLDER.relativize(file).toString())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(files())
                .allSatisfy(file -> assertThat(Files.exists(valuesOf(file))).isTrue());
        assertThat(files())
                .allSatisfy(file -> assertThat(YamlText.read(file))
                        .contains("-f deploy/helm/headroom-nodepools/ci/"
                                + valuesOf(file).getFileName()));
    }
}
