// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.days.DayCell.Knowledge;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which cells are run: a fixed choice in which every day, size, engine, lead time, promise and belief appears, and no full product. Half
 * of the cells have no profile, a quarter one that is 20 % wrong. Peaks of 60 replicas are of days with long answers alone: others
 * would be tens of millions of requests.
 */
public final class DaySelection {
    /** How much. */
    public enum Size {
        /** Four cells. */
        QUICK,
        /** Half of all. */
        MEDIUM,
        /** All. */
        FULL
    }

    private static final String H100 = "h100-llama-8b";
    private static final String H200 = "h200-llama-8b";
    private static final String TWO_H100 = "h100x2-qwen3-32b";

    /** Size, day, peak (0: its own size), engine, lead time, percentile, belief. */
    private static final List<String> TABLE = List.of(
            "quick  evening  8  h100 warm 95 absent",
            "quick  flat     8  h100 warm 95 absent",
            "quick  conv     8  h100 warm 95 absent",
            "quick  m-large  8  h200 new  95 absent",
            "medium step     8  h100 warm 95 measured",
            "medium short    8  h200 warm 99 slow",
            "medium bimodal  8  h100 new  95 fast",
            "medium onoff    8  h100 warm 95 absent",
            "medium code     8  h100 warm 99 measured",
            "medium m-small  8  h100 warm 95 measured",
            "medium deepseek 8  2xh100 warm 95 fast",
            "medium image    8  h100 slow 95 slow",
            "medium office   8  h100 new  95 fast",
            "full   conv     0  h100 warm 95 absent",
            "full   m-large  0  h100 warm 95 absent",
            "full   m-small  0  h100 warm 95 absent",
            "full   code     0  h100 warm 99 absent",
            "full   conv     0  h200 new  95 absent",
            "full   m-large  0  h200 new  95 absent",
            "full   deepseek 0  2xh100 warm 95 absent",
            "full   image    0  h100 slow 95 absent",
            "full   drift    8  h200 new  95 absent",
            "full   long     20 2xh100 warm 95 slow",
            "full   evening  20 h200 slow 99 measured",
            "full   step     20 h100 new  99 absent",
            "full   flat     20 h200 warm 99 slow",
            "full   bimodal  8  2xh100 slow 99 measured",
            "full   long     60 2xh100 warm 95 absent",
            "full   m-large  20 h200 slow 99 slow",
            "full   code     20 h200 new  99 absent",
            "full   m-small  8  h200 new  99 fast",
            "full   deepseek 60 2xh100 new  95 measured",
            "full   image    60 2xh100 slow 99 measured",
            "full   office   20 h100 warm 99 measured");

    private DaySelection() {}

    /**
     * The cells of a size whose days there are, in the table's order, all seeds of one after the other.
     *
     * @param hours of shortened days; 0 for whole ones
     */
    static List<DayCell> of(Size size, Set<String> days, int hours, long firstSeed, int seeds) {
        List<DayCell> cells = new ArrayList<>();
        for (String row : TABLE) {
            String[] words = row.split(" +");
            Size from = Size.valueOf(words[0].toUpperCase(Locale.ROOT));
            if (from.compareTo(size) <= 0 && days.contains(words[1])) {
                for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
                    cells.add(cell(words, hours, seed));
                }
            }
        }
        return List.copyOf(cells);
    }

    private static DayCell cell(String[] words, int hours, long seed) {
        return new DayCell(
                words[1],
                Integer.parseInt(words[2]),
                engine(words[3]),
                words[4],
                Integer.parseInt(words[5]),
                Knowledge.valueOf(words[6].toUpperCase(Locale.ROOT)),
                hours,
                seed);
    }

    private static String engine(String word) {
        return switch (word) {
            case "h100" -> H100;
            case "h200" -> H200;
            default -> TWO_H100;
        };
    }
}
