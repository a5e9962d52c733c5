// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

/**
 * The share of its cache that a replica uses at the rate at which it just keeps the promise. Recipes that scale on cache use have
 * constants near 0.5 to 0.9; where the promise breaks long before the cache is full, who tunes them looks around this share instead.
 */
final class CacheUse {
    private CacheUse() {}

    static double atObjective(SetUp setUp) {
        double context = setUp.training().meanInputTokens() + setUp.training().meanOutputTokens() / 2;
        return Math.min(
                1,
                setUp.replica().concurrency()
                        * context
                        / setUp.engine().limits().kvTokens());
    }
}
