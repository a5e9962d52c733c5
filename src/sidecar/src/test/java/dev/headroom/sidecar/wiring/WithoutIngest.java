// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wiring;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Headroom's own reader of events is on the class path of the tests, and none of the sidecar's parts. */
public class WithoutIngest implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.execution-model-annotations.detection-mode", "disabled",
                "quarkus.arc.exclude-types", "dev.headroom.telemetry.**");
    }
}
