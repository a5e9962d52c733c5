// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.e2e.programs.PythonEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** All scenarios by name, in the order of a run. */
public final class Scenarios {
    private static final Map<String, List<Class<?>>> BY_NAME = new LinkedHashMap<>();

    private static final Map<String, Set<PythonEnvironment>> ENVIRONMENTS = Map.of(
            "gateway", Set.of(PythonEnvironment.ENVOY, PythonEnvironment.VLLM),
            "vllm", Set.of(PythonEnvironment.VLLM, PythonEnvironment.LOCUST));

    static {
        BY_NAME.put("install", List.of(InstallScenario.class));
        BY_NAME.put("init", List.of(InitScenario.class));
        BY_NAME.put("loop", List.of(LoopScenario.class));
        BY_NAME.put("scale", List.of(ScaleScenario.class));
        BY_NAME.put("zero", List.of(ZeroScenario.class));
        BY_NAME.put("gateway", List.of(GatewayScenario.class, SidecarScenario.class));
        BY_NAME.put("vllm", List.of(VllmScenario.class));
        BY_NAME.put(
                "faults",
                List.of(PlatformFaults.class, SupplyFaults.class, ConfigurationFaults.class, CertificateFaults.class));
    }

    /**
     * Scenarios that run one after the other, beside those of other lanes.
     *
     * @param cluster number of the cluster that they run on
     * @param after scenario of another lane whose first row these wait for; empty if they begin at once
     * @param scenarios in their order
     */
    public record Lane(int cluster, Optional<String> after, List<String> scenarios) {
        private Lane(int cluster, String... scenarios) {
            this(cluster, Optional.empty(), List.of(scenarios));
        }

        private Lane after(String scenario) {
            return new Lane(cluster, Optional.of(scenario), scenarios);
        }

        /** The same without the scenarios that are not wanted. */
        public Lane only(List<String> wanted) {
            return new Lane(
                    cluster,
                    after.filter(wanted::contains),
                    scenarios.stream().filter(wanted::contains).toList());
        }
    }

    private Scenarios() {}

    /** Their names. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** The classes of one, in their order. */
    public static List<Class<?>> named(String name) {
        return Objects.requireNonNull(BY_NAME.get(name), name);
    }

    /** The environments of Python that one needs; empty for most. */
    public static Set<PythonEnvironment> environments(String name) {
        return ENVIRONMENTS.getOrDefault(name, Set.of());
    }

    /**
     * The loop takes half an hour of a real clock, so all else runs beside it. What ends parts of the platform, or removes Headroom, has a
     * cluster of its own. {@code zero} measures milliseconds, so it comes first, while the loop's load is small, and nothing is installed
     * beside it.
     */
    public static List<Lane> lanes() {
        return List.of(
                new Lane(1, "loop"),
                new Lane(1, "zero", "scale", "gateway", "vllm"),
                new Lane(2, "install", "init", "faults").after("zero"));
    }

    /** All of them on one cluster, one after the other. */
    public static List<Lane> oneLane() {
        return List.of(new Lane(1, Optional.empty(), names()));
    }
}
