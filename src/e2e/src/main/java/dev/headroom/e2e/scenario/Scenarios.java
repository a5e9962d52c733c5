// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All scenarios by name, in the order of a run. */
public final class Scenarios {
    private static final Map<String, List<Class<?>>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("install", List.of(InstallScenario.class));
        BY_NAME.put("loop", List.of(LoopScenario.class));
        BY_NAME.put("scale", List.of(ScaleScenario.class));
        BY_NAME.put("zero", List.of(ZeroScenario.class));
        BY_NAME.put("gateway", List.of(GatewayScenario.class));
        BY_NAME.put("vllm", List.of(VllmScenario.class));
        BY_NAME.put(
                "faults",
                List.of(PlatformFaults.class, SupplyFaults.class, ConfigurationFaults.class, CertificateFaults.class));
    }

    /** What runs at one time: scenarios of a lane run one after the other, lanes side by side. */
    public record Phase(List<List<String>> lanes) {}

    private Scenarios() {}

    /** Their names. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** The classes of one, in their order. */
    public static List<Class<?>> named(String name) {
        return Objects.requireNonNull(BY_NAME.get(name), name);
    }

    /** The loop takes half an hour of a real clock, so what does not disturb it runs beside it. */
    public static List<Phase> phases() {
        return List.of(
                new Phase(List.of(List.of("install"))),
                new Phase(List.of(List.of("loop"), List.of("scale", "zero", "gateway", "vllm"))),
                new Phase(List.of(List.of("faults"))));
    }
}
