package org.dompet.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitDataTest {
  @Property(tries = 300)
  void readsWhatWasWrittenWithEitherKindOfBlank(
      @ForAll("fields") Map<String, String> fields, @ForAll boolean pluses) throws Exception {
    InitData data = InitData.parse(written(fields, pluses));
    fields.forEach((name, value) -> assertThat(data.get(name)).isEqualTo(value));
    assertThat(data.checkString(Set.of()))
        .isEqualTo(
            new TreeMap<>(fields)
                .entrySet().stream()
                    .map(field -> field.getKey() + "=" + field.getValue())
                    .collect(Collectors.joining("\n")));
  }

  @Property(tries = 300)
  void leavesOnlyTheNamedFieldsOutOfTheCheckString(@ForAll("fields") Map<String, String> fields)
      throws Exception {
    Map<String, String> more = new TreeMap<>(fields);
    more.put("hash", "h");
    more.put("signature", "s");
    InitData data = InitData.parse(written(more, false));
    assertThat(data.checkString(Set.of("hash", "signature")))
        .isEqualTo(InitData.parse(written(fields, false)).checkString(Set.of()));
    assertThat(data.checkString(Set.of("hash"))).contains("signature=s");
  }

  @Property(tries = 1_000)
  void takesAnyTextOrRefusesItInOneWay(@ForAll String text) {
    try {
      InitData.parse(text);
    } catch (InitData.Malformed refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  @Property(tries = 300)
  void saysNothingOfTheDataWhenItRefuses(@ForAll("fields") Map<String, String> fields) {
    String twice = written(fields, false) + "&" + written(fields, false);
    assertThatThrownBy(() -> InitData.parse(twice))
        .isInstanceOf(InitData.Malformed.class)
        .hasMessage("repeated field");
  }

  @Test
  void decodesOnceAndAfterSplitting() throws Exception {
    InitData data = InitData.parse("a=1%26b%3D2&c=%2541+%2B");
    assertThat(data.get("a")).isEqualTo("1&b=2");
    assertThat(data.get("b")).isNull();
    assertThat(data.get("c")).isEqualTo("%41 +");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&",
        "a",
        "=a",
        "a=1&",
        "a=1&&b=2",
        "a=1&a=1",
        "a=1&%61=2",
        "a=%",
        "a=%4",
        "a=%zz",
        "a=%c3%28",
        "a=%ff",
        "a=%ed%a0%80",
        "a=ก",
      })
  void refusesWhatTelegramNeverWrites(String text) {
    assertThatThrownBy(() -> InitData.parse(text)).isInstanceOf(InitData.Malformed.class);
  }

  @Test
  void boundsTheNumberOfFieldsAndTheLength() {
    String many =
        IntStream.range(0, 60).mapToObj(i -> "f" + i + "=1").collect(Collectors.joining("&"));
    assertThatThrownBy(() -> InitData.parse(many)).hasMessage("too many fields");
    assertThatThrownBy(() -> InitData.parse("a=" + "x".repeat(100_000))).hasMessage("length");
  }

  @Provide
  Arbitrary<Map<String, String>> fields() {
    Arbitrary<String> names =
        Arbitraries.strings()
            .withChars("abcdefgxyz_")
            .ofMinLength(1)
            .ofMaxLength(12)
            .filter(name -> !name.equals("hash") && !name.equals("signature"));
    Arbitrary<String> values =
        Arbitraries.strings()
            .all()
            .ofMaxLength(20)
            .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    return Arbitraries.maps(names, values).ofMinSize(1).ofMaxSize(8);
  }

  private static String written(Map<String, String> fields, boolean pluses) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey(), pluses) + "=" + encode(field.getValue(), pluses))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text, boolean pluses) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
    return pluses ? encoded : encoded.replace("+", "%20");
  }
}
