// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import java.time.Duration;
import java.util.Optional;

/**
 * A ScaledObject as KEDA sees it.
 *
 * @param namespace its namespace
 * @param name its name
 * @param cooldown how long nothing must be active before KEDA scales to 0
 * @param notReady KEDA's message where its condition Ready is False; empty where it is not
 * @param fallback whether its condition Fallback is True
 */
public record KedaFacts(
        String namespace, String name, Duration cooldown, Optional<String> notReady, boolean fallback) {}
