// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.manifests.cross.CrossChecks;
import dev.headroom.manifests.cross.Given;
import dev.headroom.manifests.cross.Meters;
import dev.headroom.manifests.read.Kustomization;
import dev.headroom.manifests.read.YamlText;
import dev.headroom.manifests.rule.Kinds;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Overlays: a model together with who scales it; and the service itself. */
class KustomizeTest {
    private static final Kinds KINDS = Kinds.load();
    private static final CrossChecks CROSS = new CrossChecks(Meters.load(), Announced.settings());
    private static final Path FOLDER = DeployFolder.ROOT.resolve("kustomize");

    static List<Path> overlays() {
        return DeployFolder.plainFiles().stream()
                .filter(file -> file.startsWith(FOLDER))
                .filter(file -> !file.startsWith(FOLDER.resolve("base")))
                .filter(file -> file.endsWith("kustomization.yaml"))
                .map(Path::getParent)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void holdObjectsThatTheApiServerWouldTake(Path overlay) {
        Bundle bundle = Kustomization.build(overlay);

        assertThat(bundle.objects()).isNotEmpty();
        assertThat(bundle.objects()).flatExtracting(KINDS::check).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void fitTogether(Path overlay) {
        Given given = Given.toldIn(YamlText.read(FOLDER.resolve("README.md")));

        assertThat(CROSS.check(Kustomization.build(overlay), given)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void callTheScalerWhereItsServiceIs(Path overlay) {
        ScalerAddress.requireThatAllCall(Kustomization.build(overlay));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void standInTheReadMe(Path overlay) {
        assertThat(YamlText.read(FOLDER.resolve("README.md")))
                .contains(overlay.getFileName().toString());
    }
}
