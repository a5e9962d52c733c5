// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.question;

/** A service that runs the model for you, at a stated price. */
public sealed interface ManagedOffer {
    /** For people. */
    String name();

    /**
     * Paid by the token.
     *
     * @param inputUsdPerMillion for a million tokens of prompts; 0 or more
     * @param outputUsdPerMillion for a million tokens of answers; above 0
     */
    record ByToken(String name, double inputUsdPerMillion, double outputUsdPerMillion) implements ManagedOffer {}

    /**
     * Paid by the hour of an instance.
     *
     * @param usdPerHour above 0
     * @param requestsPerSecond that one instance carries within the promise; above 0
     */
    record ByHour(String name, double usdPerHour, double requestsPerSecond) implements ManagedOffer {}
}
