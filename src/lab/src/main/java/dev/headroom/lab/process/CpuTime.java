// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.process;

import java.time.Duration;

/** CPU time of a process, in all its threads, as the operating system counts it: whatever else the machine does, it is its own. */
public final class CpuTime {
    private CpuTime() {}

    /** What a process has used so far. */
    public static Duration of(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("this system does not tell the CPU time of a process"));
    }
}
