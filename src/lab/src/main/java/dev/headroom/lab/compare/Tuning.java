// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.cell.Contender;
import dev.headroom.lab.compare.cell.Setting;

/**
 * How a tuned variant was chosen.
 *
 * @param setting under which its training window was run
 * @param chosen the variant
 * @param attainment of it on the training window
 * @param gpuHours of it on the training window
 * @param tried how many variants there were to choose from
 */
public record Tuning(Setting setting, Contender chosen, double attainment, double gpuHours, int tried) {}
