// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import java.util.Arrays;

/** The values of one figure, one for each span of a ring. Unknown values are NaN. One thread at a time. */
final class Column {
    private final Summary summary;
    private final float[] values;
    private double sum;
    private double most;
    private int count;

    Column(Summary summary, int spans) {
        this.summary = summary;
        values = new float[spans];
        Arrays.fill(values, Float.NaN);
    }

    /** Begins a span. */
    void begin(int index) {
        values[index] = Float.NaN;
        sum = 0;
        count = 0;
    }

    /** Adds a value of the span that has begun last; NaN adds nothing. */
    void add(int index, double value) {
        if (Double.isNaN(value)) {
            return;
        }
        most = count == 0 ? value : Math.max(most, value);
        sum += value;
        count++;
        values[index] = (float) summary.of(sum, count, most);
    }

    float at(int index) {
        return values[index];
    }

    boolean isUnknown() {
        for (float value : values) {
            if (!Float.isNaN(value)) {
                return false;
            }
        }
        return true;
    }
}
