// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import java.util.Optional;

/** Reads the address of a pod from what a gateway calls the host that it sent a request to. */
final class PodAddress {
    private PodAddress() {}

    /**
     * The address in {@code host}: alone or with a port; of IPv6 in brackets then.
     *
     * @return empty for names, and for addresses that no pod has
     */
    static Optional<String> in(String host) {
        return Optional.of(ScrapedOrigin.hostOf(host)).filter(ScrapedOrigin::isAddressOfAPod);
    }
}
