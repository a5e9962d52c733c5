// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import dev.headroom.lab.file.BadInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator.SplittableGenerator;

/**
 * Rates over time from a file: CSV with the column {@code t_s}, where each bin begins, and columns of numbers, plain or gzipped. The
 * column {@code rps} is the service's mean rate in requests per second in the bin; other columns may hold the rates of
 * single clients. All bins are as long as the first. Rows whose column {@code gap} is not 0 are holes in the recording, and are
 * passed over, so that the rate goes straight from the bin before to the bin after. Blank fields are unknown.
 */
public final class RateFile {
    /** The service's rate. */
    public static final String RATE = "rps";

    private static final String TIME = "t_s";
    private static final String GAP = "gap";
    private static final String MINUTE_SPREAD = "rps_sd_1min";
    private static final String MEAN_INPUT = "input_tokens_mean";
    private static final String MEAN_OUTPUT = "output_tokens_mean";

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
        String name = "rates " + file;
        try (BufferedReader lines = TraceFile.lines(file)) {
            return parse(name, new CsvRows(name, lines));
        } catch (IOException failure) {
            throw TraceFile.unreadable(name, failure);
        }
    }

    /** Names of the columns of rates and other figures, without the time's. */
    public List<String> columns() {
        return List.copyOf(columns.keySet());
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

    /**
     * Lognormal lengths of the file's mean token counts, each mean taken over all bins.
     *
     * @param variation standard deviation over mean
     */
    public LengthShape lengths(double variation, int longestInput, int longestOutput) {
        return LengthShapes.lognormal(mean(MEAN_INPUT), mean(MEAN_OUTPUT), variation, longestInput, longestOutput);
    }

    /**
     * Poisson arrivals at the service's rates, minutes spread as the file says.
     *
     * @param scale times the service's full size
     * @param lengths tokens: of the file's means, or resampled from a request file of the same name
     * @param fromSeconds where in the file the draw begins, which becomes 0
     * @param toSeconds where it ends
     */
    public RequestList draw(
            double scale, LengthShape lengths, double fromSeconds, double toSeconds, SplittableGenerator chance) {
        if (!(fromSeconds >= 0 && fromSeconds < toSeconds && toSeconds <= spanSeconds())) {
            throw new IllegalArgumentException(name + ": a draw must lie within 0 s and " + spanSeconds() + " s, was "
                    + fromSeconds + " s to " + toSeconds + " s");
        }
        double seconds = toSeconds - fromSeconds;
        RateShape rates =
                ratesWithMinutes(chance.nextLong()).without(fromSeconds).times(scale);
        return RequestList.of(new DrawnArrivals(rates, lengths, 1, seconds, chance), seconds);
    }

    private double mean(String column) {
        return Arrays.stream(known(column))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElseThrow(() -> new BadInputException(name + " has no number in column " + column));
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

    private static RateFile parse(String name, CsvRows rows) throws IOException {
        int time = rows.column(TIME);
        int gap = rows.names().indexOf(GAP);
        List<double[]> read = new ArrayList<>();
        double lastBegin = Double.NEGATIVE_INFINITY;
        double firstBegin = Double.NaN;
        double binSeconds = Double.NaN;
        while (rows.next()) {
            double begin = rows.number(time);
            if (!(begin > lastBegin)) {
                throw rows.fault(TIME + " must rise from row to row, was " + begin + " after " + lastBegin);
            }
            if (Double.isNaN(firstBegin)) {
                firstBegin = begin;
            } else if (Double.isNaN(binSeconds)) {
                binSeconds = begin - firstBegin;
            }
            lastBegin = begin;
            if (gap < 0 || rows.number(gap) == 0) {
                read.add(row(rows));
            }
        }
        if (Double.isNaN(binSeconds) || read.isEmpty()) {
            throw new BadInputException(name + " must have at least two rows, and one without a gap");
        }
        return of(name, binSeconds, rows.names(), time, read);
    }

    private static RateFile of(String name, double binSeconds, List<String> names, int time, List<double[]> read) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int index = 0; index < names.size(); index++) {
            int column = index;
            columns.put(
                    names.get(index),
                    read.stream().mapToDouble(row -> row[column]).toArray());
        }
        double[] begins = read.stream().mapToDouble(row -> row[time]).toArray();
        columns.remove(TIME);
        return new RateFile(name, binSeconds, begins, columns);
    }

    private static double[] row(CsvRows rows) {
        double[] row = new double[rows.names().size()];
        for (int column = 0; column < row.length; column++) {
            row[column] = rows.isBlank(column) ? Double.NaN : rows.number(column);
            if (row[column] < 0 || Double.isInfinite(row[column])) {
                throw rows.fault(rows.names().get(column) + " must be 0 or more, was " + row[column]);
            }
        }
        return row;
    }
}
