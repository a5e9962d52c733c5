// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.RowReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Rates over time from a file: CSV with the column {@code t_s}, where each bin begins, and columns of numbers, plain or gzipped. The
 * column {@code rps} is the service's mean rate in requests per second in the bin; other columns may hold the rates of
 * single clients. All bins are as long as the first. RowReader whose column {@code gap} is not 0 are holes in the recording, and are
 * passed over, so that the rate goes straight from the bin before to the bin after. Blank fields are unknown.
 */
public final class RateFile {
    /** The service's rate. */
    public static final String RATE = "rps";

    private static final String TIME = "t_s";
    private static final String GAP = "gap";
    private static final String MINUTE_SPREAD = "rps_sd_1min";

    private final String name;
    private final double binSeconds;
    private final double[] begins;
    private final Map<String, double[]> columns;

    private RateFile(String name, double binSeconds, double[] begins, Map<String, double[]> columns) {
        this.name = name;
        this.binSeconds = binSeconds;
        this.begins = begins;
        this.columns = columns;
    }

    /** Reads it; throws {@link BadInputException} with one sentence when it is not a file of rates. */
    public static RateFile read(Path file) {
        try (RowReader rows = RowReader.open("rates", file)) {
            return parse("rates " + file, rows);
        }
    }

    /** From the first bin's beginning to the last one's end, in seconds. */
    public double spanSeconds() {
        return begins[begins.length - 1] - begins[0] + binSeconds;
    }

    /** The service's rate at its full size. Each bin's mean is taken as the rate in its middle; between middles it is interpolated. */
    public RateShape rates() {
        return rates(RATE);
    }

    /** The same of another column of rates, such as a client's. */
    public RateShape rates(String column) {
        double[] values = figures(column);
        return at -> interpolated(values, at);
    }

    /**
     * The service's rate with the spread between minutes that the file tells of ({@code rps_sd_1min}), drawn by minute; where it
     * tells of none, as without.
     *
     * @param seed says which minutes are high and which low
     */
    public RateShape ratesWithMinutes(long seed) {
        if (!columns.containsKey(MINUTE_SPREAD)) {
            return rates();
        }
        return new MinuteSpread(rates(), rates(MINUTE_SPREAD), seed);
    }

    /** Of a column that must have a number in each row. */
    private double[] figures(String column) {
        double[] values = known(column);
        if (Arrays.stream(values).anyMatch(Double::isNaN)) {
            throw new BadInputException(name + " has rows without a number in column " + column);
        }
        return values;
    }

    private double[] known(String column) {
        double[] values = columns.get(column);
        if (values == null) {
            throw new BadInputException(name + " has no column " + column + ", but " + columns.keySet());
        }
        return values;
    }

    private double interpolated(double[] values, double at) {
        double middle = begins[0] + at - binSeconds / 2;
        int found = Arrays.binarySearch(begins, middle);
        int before = found >= 0 ? found : -found - 2;
        if (before < 0) {
            return values[0];
        }
        if (before == begins.length - 1) {
            return values[before];
        }
        double way = (middle - begins[before]) / (begins[before + 1] - begins[before]);
        return values[before] + (values[before + 1] - values[before]) * way;
    }

    private static RateFile parse(String name, RowReader rows) {
        rows.require(TIME);
        List<String> names = rows.columns();
        List<double[]> read = new ArrayList<>();
        double firstBegin = Double.NaN;
        double lastBegin = Double.NEGATIVE_INFINITY;
        double binSeconds = Double.NaN;
        while (rows.next()) {
            double begin = rows.number(TIME);
            if (!(begin > lastBegin)) {
                throw rows.fault(TIME + " must rise from row to row, was " + begin + " after " + lastBegin);
            }
            if (Double.isNaN(firstBegin)) {
                firstBegin = begin;
            } else if (Double.isNaN(binSeconds)) {
                binSeconds = begin - firstBegin;
            }
            lastBegin = begin;
            if (!names.contains(GAP) || rows.number(GAP) == 0) {
                read.add(names.stream()
                        .mapToDouble(column -> rows.text(column).isEmpty() ? Double.NaN : rows.notNegative(column))
                        .toArray());
            }
        }
        if (Double.isNaN(binSeconds) || read.isEmpty()) {
            throw new BadInputException(name + " must have at least two rows, and one without a gap");
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int index = 0; index < names.size(); index++) {
            int column = index;
            columns.put(
                    names.get(index),
                    read.stream().mapToDouble(row -> row[column]).toArray());
        }
        double[] begins = Objects.requireNonNull(columns.remove(TIME));
        return new RateFile(name, binSeconds, begins, columns);
    }
}
