// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.e2e.cluster.RealCluster;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives scenarios the cluster of the run. JUnit makes extensions itself, so the run leaves the cluster here before it starts them. */
public final class ClusterParameter implements ParameterResolver {
    private static volatile @Nullable RealCluster cluster;

    /** The cluster of all scenarios from now on. */
    public static void set(RealCluster present) {
        cluster = present;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RealCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Optional<RealCluster> present = Optional.ofNullable(cluster);
        Assumptions.assumeTrue(
                present.isPresent(), "it ends parts of the control plane, which only an own cluster allows");
        return present.orElseThrow();
    }
}
