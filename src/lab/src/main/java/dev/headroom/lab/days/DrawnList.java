// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.traffic.Arrival;
import java.util.AbstractList;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Supplier;

/** Arrivals that are drawn as they are gone through: asked for in order each is drawn once, asked back all are drawn again. */
final class DrawnList extends AbstractList<Arrival> {
    private final Supplier<Iterator<Arrival>> draws;
    private final int fromSecond;
    private final int size;
    private Iterator<Arrival> left = Collections.emptyIterator();
    /** Of the arrival that was drawn last; -1 before the first. */
    private int index = -1;

    private Arrival last = new Arrival(0, 1, 1);

    DrawnList(Supplier<Iterator<Arrival>> draws, int fromSecond) {
        this.draws = draws;
        this.fromSecond = fromSecond;
        int count = 0;
        for (Iterator<Arrival> all = draws.get(); all.hasNext(); ) {
            count += all.next().atSeconds() >= fromSecond ? 1 : 0;
        }
        this.size = count;
        begin();
    }

    @Override
    public Arrival get(int wanted) {
        if (wanted < 0 || wanted >= size) {
            throw new IndexOutOfBoundsException("arrival " + wanted + " of " + size);
        }
        if (wanted < index) {
            begin();
        }
        while (index < wanted) {
            Arrival drawn = left.next();
            if (drawn.atSeconds() >= fromSecond) {
                last = new Arrival(drawn.atSeconds() - fromSecond, drawn.inputTokens(), drawn.outputTokens());
                index++;
            }
        }
        return last;
    }

    @Override
    public int size() {
        return size;
    }

    private void begin() {
        left = draws.get();
        index = -1;
    }
}
