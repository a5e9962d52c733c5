// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.report;

import java.util.List;
import java.util.Optional;

/** What a benchmark found. */
public interface Report {
    /** Tables and bars, for people. */
    List<String> lines();

    /** Why its figures are not worth anything; empty where everything was counted. */
    Optional<String> failure();
}
