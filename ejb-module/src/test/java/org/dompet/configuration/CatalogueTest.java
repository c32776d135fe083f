package org.dompet.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dompet.configuration.Setting.Secrecy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

  @Test
  void readsASettingWithAllItsTraits() {
    Catalogue catalogue =
        Catalogue.parse(
            List.of(
                "# Talk about the file.",
                "",
                "#= Database",
                "",
                "# Its password.",
                "# Not yours.",
                "#@ text 3..40; secret ours; required production if dompet.a; environment PW;"
                    + " rotation PW_DATE",
                "dompet.database.password=a=b"));

    Setting setting = catalogue.find("dompet.database.password").orElseThrow();
    assertThat(setting.section()).isEqualTo("Database");
    assertThat(setting.meaning()).isEqualTo("Its password. Not yours.");
    assertThat(setting.initial()).isEqualTo("a=b");
    assertThat(setting.secrecy()).isEqualTo(Secrecy.OURS);
    assertThat(setting.need()).isEqualTo(new Setting.Need(true, false, "dompet.a"));
    assertThat(setting.environment()).containsExactly("PW");
    assertThat(setting.rotationVariable()).contains("PW_DATE");
    assertThat(setting.variable()).isEqualTo("DOMPET_DATABASE_PASSWORD");
  }

  @Test
  void refusesWhatIsNotToldOf() {
    assertThatThrownBy(() -> Catalogue.parse(List.of("#= A", "#@ text", "dompet.a=")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Catalogue.parse(List.of("#= A", "# B.", "#@ text; secrt", "a=")))
        .hasMessageContaining("secrt");
    assertThatThrownBy(() -> Catalogue.parse(List.of("#= A", "# B.", "#@ txt", "a=")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void acceptsEveryDefaultOfThePackagedOne() {
    assertThat(Catalogue.packaged().settings())
        .hasSizeGreaterThan(50)
        .filteredOn(setting -> !setting.initial().isEmpty())
        .allSatisfy(setting -> assertThat(setting.type().complaint(setting.initial())).isEmpty());
  }

  @Test
  void sendsNoSecretAlong() {
    assertThat(Catalogue.packaged().settings())
        .filteredOn(Setting::isSecret)
        .allSatisfy(setting -> assertThat(setting.initial()).isEmpty());
  }

  @Test
  void namesOnlySettingsInConditions() {
    Catalogue catalogue = Catalogue.packaged();
    assertThat(catalogue.settings())
        .filteredOn(setting -> setting.need().condition() != null)
        .allSatisfy(
            setting -> assertThat(catalogue.find("" + setting.need().condition())).isPresent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "int 1..100; 1; true",
        "int 1..100; 100; true",
        "int 1..100; 0; false",
        "int 1..100; 101; false",
        "int 1..100; ten; false",
        "int 1..100; 1.5; false",
        "int 1024..; 99999999999; true",
        "int 1024..; 99999999999999999999; false",
        "decimal 0..50; 0.5; true",
        "decimal 0..50; 50.1; false",
        "duration PT1S..P7D; PT1S; true",
        "duration PT1S..P7D; PT0.9S; false",
        "duration PT1S..P7D; P8D; false",
        "duration PT1S..P7D; 5m; false",
        "text 3..5; abc; true",
        "text 3..5; abcdef; false",
        "flag; true; true",
        "flag; yes; false",
        "url; https://a.example; true",
        "url; ftp://a.example; false",
        "url; *; false",
        "url; a.example; false",
        "choice of a|b; b; true",
        "choice of a|b; B; false",
        "instant; 2026-05-31; true",
        "instant; 2026-05-31T12:00:00Z; true",
        "instant; 31.05.2026; false",
        "list 1..2 of int 1..; 1, 2; true",
        "list 1..2 of int 1..; 1,2,3; false",
        "list 1..2 of int 1..; ','; false",
        "list of url; https://a.example,*; false",
        "file; /no/such/file; false"
      })
  void knowsWhatAValueMayBe(String type, String value, boolean good) {
    assertThat(ValueType.parse(type).complaint(value).isEmpty()).isEqualTo(good);
  }

  @Test
  void complainsWithoutTheValue() {
    assertThat(ValueType.parse("list 1..20 of duration PT1S..P7D").complaint("hunter2"))
        .contains(
            "must be a list of 1 to 20, separated by commas, each a duration like PT5M, PT1S to"
                + " P7D");
  }
}
