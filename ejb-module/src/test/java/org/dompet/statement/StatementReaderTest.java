package org.dompet.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementReaderTest {
  private static final String HEADER = "date,reference,amount,currency,description\n";

  @Test
  void readsLines() throws IOException {
    assertThat(
            read(
                "\ufeff"
                    + HEADER
                    + "2030-01-10T19:00:00+07:00,pi_1,100.00,THB,\"Coffee, and \"\"cake\"\"\"\r\n"
                    + "\r\n"
                    + "2030-01-11,,-30,THB,\n"))
        .containsExactly(
            new StatementLine(
                2,
                "pi_1",
                Money.of("100.00", Currency.THB),
                Instant.parse("2030-01-10T12:00:00Z"),
                false,
                "Coffee, and \"cake\""),
            new StatementLine(
                4,
                null,
                Money.of("-30.00", Currency.THB),
                Instant.parse("2030-01-11T00:00:00Z"),
                true,
                null));
  }

  @Test
  void takesColumnsInAnyOrderAndOnlyThoseThatMustBe() throws IOException {
    assertThat(read("currency,amount,date\nUSDT,1.000001,2030-01-10")).hasSize(1);
  }

  @Test
  void countsLinesWithinQuotes() {
    assertRefused(
        HEADER + "2030-01-10,,1,THB,\"two\nlines\"\n2030-01-10,,x,THB,\n", "line 4, amount");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2030-01-10,,1.001,THB,|line 2, amount",
        "2030-01-10,,0,THB,|line 2, amount",
        "2030-01-10,,1e3,THB,|line 2, amount",
        "2030-01-10,,'1,000.00',THB,|line 2",
        "2030-01-10,,,THB,|line 2, amount",
        "2030-01-10,,1,thb,|line 2, currency",
        "2030-01-10,,1,EUR,|line 2, currency",
        "2030-02-30,,1,THB,|line 2, date",
        "10/01/2030,,1,THB,|line 2, date",
        "2030-01-10T12:00:00,,1,THB,|line 2, date",
        "1969-12-31,,1,THB,|line 2, date",
        ",,1,THB,|line 2, date",
        "2030-01-10,,1,THB|line 2",
        "2030-01-10,,1,THB,,|line 2",
        "2030-01-10,a\"b,1,THB,|line 2",
        "2030-01-10,\"a\"b,1,THB,|line 2",
        "2030-01-10,\"a,1,THB,|line 2"
      },
      quoteCharacter = '~')
  void namesLineAndColumnOfWhatIsWrong(String line, String where) {
    assertRefused(HEADER + line + "\n", where);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "date,amount|line 1",
        "date,amount,currency,amount|line 1",
        "date,amount,currency,fee|line 1",
        "Date,amount,currency|line 1"
      })
  void refusesAHeaderThatItDoesNotKnow(String header, String where) {
    assertRefused(header + "\n2030-01-10,1,THB\n", where);
  }

  @Test
  void refusesNothing() {
    assertRefused("", "line 1");
    assertRefused("\n\n", "line 1");
    assertRefused(HEADER, "line 1");
  }

  @Test
  void refusesMoreThanItIsMadeFor() {
    assertRefused(HEADER + "2030-01-10," + "x".repeat(201) + ",1,THB,\n", "line 2, reference");
    assertRefused(HEADER + "2030-01-10," + "x".repeat(1_001) + ",1,THB,\n", "line 2");
    assertRefused(",".repeat(60), "line 1");
    assertRefused(
        HEADER + "2030-01-10,,1,THB,\n".repeat(StatementReader.MOST_LINES + 1),
        "line " + (StatementReader.MOST_LINES + 2));
  }

  @Test
  void refusesWhatIsNotUtf8() {
    byte[] latin = (HEADER + "2030-01-10,,1,THB,caf\u00e9\n").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(
            () ->
                StatementReader.read(
                    new InputStreamReader(
                        new ByteArrayInputStream(latin), StandardCharsets.UTF_8.newDecoder()),
                    line -> {}))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("UTF-8");
  }

  @Property(tries = 300)
  void neverFailsOtherwiseThanByARefusal(@ForAll @StringLength(max = 200) String text)
      throws IOException {
    for (String file : List.of(text, HEADER + text)) {
      try {
        assertThat(read(file)).isNotEmpty();
      } catch (Refusal refusal) {
        assertThat(refusal.kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(refusal.field()).startsWith("line ");
      }
    }
  }

  @Property(tries = 300)
  void readsAnyFieldThatIsQuoted(@ForAll @StringLength(min = 1, max = 100) String text)
      throws IOException {
    CsvRecords records =
        new CsvRecords(new StringReader("a,\"" + text.replace("\"", "\"\"") + "\"\r\nb\n"));
    assertThat(records.read()).containsExactly("a", text.strip());
    assertThat(records.read()).containsExactly("b");
    assertThat(records.read()).isNull();
  }

  private static void assertRefused(String file, String where) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Kind.INVALID_REQUEST);
              assertThat(refusal.field()).isEqualTo(where);
            });
  }

  private static List<StatementLine> read(String file) throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    StatementReader.read(new StringReader(file), lines::add);
    return lines;
  }
}
