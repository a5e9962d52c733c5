// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.manifests.cross.CrossChecks;
import dev.headroom.manifests.cross.Given;
import dev.headroom.manifests.cross.Meters;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plain files that are applied together, as the documents say it. */
class PlainBundlesTest {
    private static final CrossChecks CROSS = new CrossChecks(Meters.load(), Announced.settings());

    static List<Bundle> bundles() {
        return List.of(bundle("collector/daemonset.yaml"), bundle("collector/gateway.yaml"));
    }

    private static Bundle bundle(String collector) {
        Path[] files = Stream.of(
                        "manifests/headroom.yaml",
                        collector,
                        "collector/accesslogs.yaml",
                        "collector/vllm.yaml",
                        "collector/sglang.yaml",
                        "collector/tgi.yaml",
                        "examples/slo-policy.yaml",
                        "examples/serving-profile.yaml",
                        "examples/scaledobject.yaml")
                .map(DeployFolder.ROOT::resolve)
                .toArray(Path[]::new);
        return DeployFolder.bundle(collector, files);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void fitTogether(Bundle bundle) {
        assertThat(CROSS.check(bundle, Given.NOTHING)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void callTheScalerWhereItsServiceIs(Bundle bundle) {
        ScalerAddress.requireThatAllCall(bundle);
    }
}
