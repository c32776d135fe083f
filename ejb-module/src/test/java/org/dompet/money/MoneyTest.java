package org.dompet.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
  private static final BigInteger HALF_OF_THE_LIMIT = BigInteger.TEN.pow(20).shiftRight(1);

  @Property
  void readsWhatItWrote(@ForAll("money") Money money) {
    assertThat(Money.of(money.decimal(), money.currency())).isEqualTo(money);
    assertThat(new Money(money.amount().stripTrailingZeros(), money.currency())).isEqualTo(money);
  }

  @Property
  void writesAllDecimalPlacesOfItsCurrency(@ForAll("money") Money money) {
    assertThat(money.decimal()).matches("-?[0-9]+\\.[0-9]{" + money.currency().scale() + "}");
  }

  @Property
  void minusTakesBackWhatPlusAdded(@ForAll("pairs") Tuple.Tuple2<Money, Money> pair) {
    Money one = pair.get1();
    Money other = pair.get2();
    assertThat(one.plus(other).minus(other)).isEqualTo(one);
    assertThat(one.plus(other)).isEqualTo(other.plus(one));
    assertThat(one.plus(one.negate()).isZero()).isTrue();
  }

  @Property
  void isPositiveZeroOrNegativeAndNothingElse(@ForAll("money") Money money) {
    int sign = money.amount().signum();
    assertThat(money.compareTo(Money.zero(money.currency()))).isEqualTo(sign);
    assertThat(money.isPositive()).isEqualTo(sign > 0);
    assertThat(money.isNegative()).isEqualTo(sign < 0);
    assertThat(money.isZero()).isEqualTo(sign == 0);
  }

  @Property
  void refusesMoreDigitsThanTheCurrencyHas(@ForAll("money") Money money) {
    BigDecimal tooFine =
        money.amount().add(BigDecimal.ONE.movePointLeft(money.currency().scale() + 1));
    refuses(() -> new Money(tooFine, money.currency()));
  }

  @Property
  void refusesWhatTheDatabaseCannotHold(@ForAll Currency currency, @ForAll boolean negative) {
    BigDecimal limit = BigDecimal.TEN.pow(20);
    BigDecimal most = limit.subtract(BigDecimal.ONE.movePointLeft(currency.scale()));
    refuses(() -> new Money(negative ? limit.negate() : limit, currency));
    assertThat(new Money(negative ? most.negate() : most, currency).amount().abs()).isEqualTo(most);
  }

  @Property
  void refusesEveryTextThatIsNotAPlainDecimal(@ForAll String text) {
    if (!text.matches("-?[0-9]{1,20}(\\.[0-9]{1,18})?")) {
      refuses(() -> Money.of(text, Currency.ETH));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "-",
        "1.",
        ".5",
        "+1",
        "--1",
        "1e3",
        "1E3",
        "1e-2",
        "1,00",
        "1,000.00",
        " 1",
        "1 ",
        "1\n",
        "0x10",
        "1_000",
        "NaN",
        "Infinity",
        "1.2.3",
        "\u0661\u0662",
        "1.\u0665",
        "\uff11",
        "1d",
        "1f",
        "1.005",
        "0.001",
        "100000000000000000000",
        "999999999999999999999",
        "1\u0000"
      })
  void refuses(String text) {
    refuses(() -> Money.of(text, Currency.THB));
  }

  @Test
  void equalAmountsAreEqual() {
    assertThat(Money.of("1.5", Currency.THB)).isEqualTo(Money.of("1.50", Currency.THB));
    assertThat(Money.of("-0.00", Currency.THB)).isEqualTo(Money.zero(Currency.THB));
    assertThat(Money.of("1.00", Currency.THB)).isNotEqualTo(Money.of("1.00", Currency.USD));
    assertThat(Money.of("007.50", Currency.THB)).hasToString("7.50 THB");
  }

  @Test
  void sumsThatOverflowAreRefused() {
    Money large = Money.of("99999999999999999999.99", Currency.THB);
    refuses(() -> large.plus(Money.of("0.01", Currency.THB)));
  }

  @Test
  void currenciesDoNotMix() {
    Money baht = Money.of("1.00", Currency.THB);
    Money dollars = Money.of("1.00", Currency.USD);
    assertThatIllegalArgumentException().isThrownBy(() -> baht.plus(dollars));
    assertThatIllegalArgumentException().isThrownBy(() -> baht.minus(dollars));
    assertThatIllegalArgumentException().isThrownBy(() -> baht.compareTo(dollars));
  }

  @Test
  void unknownCurrenciesAreRefused() {
    for (String code : new String[] {"", "thb", "THB ", "EUR", "XXX"}) {
      assertThatThrownBy(() -> Currency.of(code)).isInstanceOf(Refusal.class);
    }
    assertThat(Currency.of("THB")).isEqualTo(Currency.THB);
  }

  private static void refuses(ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.INVALID_AMOUNT));
  }

  @Provide
  Arbitrary<Money> money() {
    return Arbitraries.of(Currency.class).flatMap(MoneyTest::in);
  }

  @Provide
  Arbitrary<Tuple.Tuple2<Money, Money>> pairs() {
    return Arbitraries.of(Currency.class)
        .flatMap(currency -> Combinators.combine(in(currency), in(currency)).as(Tuple::of));
  }

  private static Arbitrary<Money> in(Currency currency) {
    BigInteger most =
        HALF_OF_THE_LIMIT.multiply(BigInteger.TEN.pow(currency.scale())).subtract(BigInteger.ONE);
    return Arbitraries.bigIntegers()
        .between(most.negate(), most)
        .map(units -> new Money(new BigDecimal(units, currency.scale()), currency));
  }
}
