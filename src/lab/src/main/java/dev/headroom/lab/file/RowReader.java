// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file, one at a time, whose columns have names: CSV with a header, or JSON objects; plain or gzipped, which the bytes
 * say and not the name. What is wrong is a {@link BadInputException} that names file and line.
 */
public final class RowReader implements AutoCloseable {
    private static final ObjectReader CSV = CsvMapper.builder()
            .enable(
                    CsvParser.Feature.TRIM_SPACES,
                    CsvParser.Feature.SKIP_EMPTY_LINES,
                    CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
            .disable(CsvParser.Feature.ALLOW_TRAILING_COMMA)
            .build()
            .readerForMapOf(Object.class)
            .with(CsvSchema.emptySchema().withHeader());
    private static final ObjectReader JSON = new ObjectMapper().readerForMapOf(Object.class);

    private final String name;
    private final MappingIterator<Map<String, @Nullable Object>> rows;
    private Map<String, @Nullable Object> row = Map.of();
    private int line = 1;

    private RowReader(String name, MappingIterator<Map<String, @Nullable Object>> rows) {
        this.name = name;
        this.rows = rows;
    }

    /**
     * Opens a file.
     *
     * @param thing what it is, for the sentences about it: {@code trace}
     */
    public static RowReader open(String thing, Path file) {
        String name = thing + " " + file;
        try {
            return of(name, PossiblyGzipped.open(file));
        } catch (IOException failure) {
            throw unreadable(name, failure);
        }
    }

    /**
     * Reads text.
     *
     * @param name of the text, for the sentences about it
     */
    public static RowReader of(String name, String text) {
        return of(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static RowReader of(String name, InputStream bytes) {
        try {
            bytes.mark(1);
            int first = bytes.read();
            bytes.reset();
            ObjectReader reader = first == '{' || first == '[' ? JSON : CSV;
            return new RowReader(name, reader.readValues(bytes));
        } catch (JsonProcessingException broken) {
            throw new BadInputException(name + " line 1: " + broken.getOriginalMessage(), broken);
        } catch (IOException failure) {
            throw unreadable(name, failure);
        }
    }

    /** Whether names are known before the first row, as those of CSV are. */
    public boolean hasHeader() {
        return rows.getParserSchema() != null;
    }

    /** Of CSV the names of its header; of JSON those of the current row. */
    public List<String> columns() {
        return rows.getParserSchema() instanceof CsvSchema header ? header.getColumnNames() : List.copyOf(row.keySet());
    }

    /** Asks for columns; of JSON each row is asked when its turn comes. */
    public void require(String... wanted) {
        if (hasHeader()) {
            for (String column : wanted) {
                int found = Collections.frequency(columns(), column);
                if (found != 1) {
                    throw fault("the header must name " + column + (found == 0 ? "" : " once") + ", was " + columns());
                }
            }
        }
    }

    /** Goes to the next row; false when there is none. */
    public boolean next() {
        try {
            if (!rows.hasNextValue()) {
                return false;
            }
            row = rows.nextValue();
            line = rows.getParser().currentTokenLocation().getLineNr();
            return true;
        } catch (MismatchedInputException noObject) {
            throw broken(noObject, "a JSON object expected");
        } catch (JsonProcessingException broken) {
            throw broken(broken, broken.getOriginalMessage());
        } catch (IOException failure) {
            throw unreadable(name, failure);
        }
    }

    /** Empty where the row has nothing in that column. */
    public String text(String column) {
        Object value = row.get(column);
        return value == null ? "" : value.toString();
    }

    /** Any number. */
    public double number(String column) {
        if (row.get(column) instanceof Number number) {
            return number.doubleValue();
        }
        try {
            return Double.parseDouble(text(column));
        } catch (NumberFormatException notANumber) {
            throw fault(column + " must be a number, was '" + text(column) + "'", notANumber);
        }
    }

    /** A finite number of 0 or more. */
    public double notNegative(String column) {
        double number = number(column);
        if (!(number >= 0 && Double.isFinite(number))) {
            throw fault(column + " must be a number of 0 or more, was '" + text(column) + "'");
        }
        return number;
    }

    /** Counts written as decimals ({@code 12.0}) are whole numbers, too: some tools write all numbers so. */
    public int wholeNumber(String column) {
        double number = number(column);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw fault(column + " must be a whole number, was '" + text(column) + "'");
        }
        return (int) number;
    }

    /** About the current row. */
    public BadInputException fault(String sentence) {
        return new BadInputException(name + " line " + line + ": " + sentence);
    }

    /** The same, where something else has noticed. */
    public BadInputException fault(String sentence, Throwable cause) {
        return new BadInputException(name + " line " + line + ": " + sentence, cause);
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException failure) {
            throw unreadable(name, failure);
        }
    }

    private BadInputException broken(JsonProcessingException failure, String sentence) {
        line = failure.getLocation().getLineNr();
        return fault(sentence, failure);
    }

    private static BadInputException unreadable(String name, IOException failure) {
        return failure instanceof NoSuchFileException
                ? new BadInputException(name + " does not exist", failure)
                : new BadInputException(name + " cannot be read: " + failure.getMessage(), failure);
    }
}
