// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RulerTest {
    @Test
    void findsTheMarkAtOrBeforeAPlace() {
        Ruler ruler = new Ruler(new double[] {0, 1, 2, 4, 1_000_000});

        assertThat(ruler.cell(-5)).isZero();
        assertThat(ruler.cell(0)).isZero();
        assertThat(ruler.cell(0.99)).isZero();
        assertThat(ruler.cell(1)).isEqualTo(1);
        assertThat(ruler.cell(3.99)).isEqualTo(2);
        assertThat(ruler.cell(4)).isEqualTo(3);
        assertThat(ruler.cell(1e12)).isEqualTo(3);
    }

    @Test
    void agreesWithGoingThroughAllMarks() {
        long seed = new SplittableRandom().nextLong();
        System.out.println("RulerTest seed " + seed);
        SplittableRandom chance = new SplittableRandom(seed);
        for (int trial = 0; trial < 200; trial++) {
            double[] marks = marks(2 + chance.nextInt(60), chance);
            Ruler ruler = new Ruler(marks);
            for (int asked = 0; asked < 200; asked++) {
                double place = asked % 3 == 0
                        ? marks[chance.nextInt(marks.length)]
                        : chance.nextDouble(-1, 1.2 * marks[marks.length - 1]);

                assertThat(ruler.cell(place)).as("seed %d", seed).isEqualTo(bySearch(marks, place));
            }
        }
    }

    private static double[] marks(int count, SplittableRandom chance) {
        double[] marks = new double[count];
        double mark = chance.nextDouble();
        for (int i = 0; i < count; i++) {
            marks[i] = mark;
            mark += Math.exp(chance.nextDouble(-6, 8));
        }
        return marks;
    }

    private static int bySearch(double[] marks, double place) {
        int last = 0;
        for (int mark = 0; mark <= marks.length - 2; mark++) {
            last = marks[mark] <= place ? mark : last;
        }
        return last;
    }
}
