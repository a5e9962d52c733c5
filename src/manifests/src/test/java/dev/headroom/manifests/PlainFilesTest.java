// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.manifests.read.YamlText;
import dev.headroom.manifests.rule.Kinds;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every object of every plain file, by itself. */
class PlainFilesTest {
    private static final Kinds KINDS = Kinds.load();

    static List<Path> plainFiles() {
        return DeployFolder.plainFiles();
    }

    /** What Kustomize reads is checked as it comes out of it. */
    static List<Path> files() {
        return DeployFolder.plainFiles().stream()
                .filter(file -> !file.startsWith(DeployFolder.ROOT.resolve("kustomize")))
                .filter(file -> !file.endsWith("kustomization.yaml"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void holdsObjectsThatTheApiServerWouldTake(Path file) {
        Bundle bundle = DeployFolder.bundle(file.toString(), file);

        assertThat(bundle.objects()).isNotEmpty();
        assertThat(bundle.objects()).flatExtracting(KINDS::check).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("plainFiles")
    void saysAtItsTopWhatItIsFor(Path file) {
        assertThat(YamlText.read(file)).startsWith("# ");
    }
}
