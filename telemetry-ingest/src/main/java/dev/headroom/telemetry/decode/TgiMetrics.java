// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.decode.MetricNames.Meaning;
import java.util.Map;

/** Hugging Face TGI's: no labels, no first tokens, no cache. */
final class TgiMetrics implements ServerMetrics {
    private static final Map<String, Meaning> AS_SHOWN = Map.of(
            "tgi_batch_current_size", Meaning.RUNNING,
            "tgi_queue_size", Meaning.WAITING,
            "tgi_request_success", Meaning.FINISHED);

    @Override
    public Map<String, Meaning> asShown() {
        return AS_SHOWN;
    }
}
