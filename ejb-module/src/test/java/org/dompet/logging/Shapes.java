package org.dompet.logging;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One secret of every shape that this software meets, made up: what is around it, and its heart.
 */
final class Shapes {
  private Shapes() {}

  /**
   * A text as somebody might log it.
   *
   * @param text with the secret in it
   * @param secret what must not be seen
   */
  record Shape(String text, String secret) {}

  private static final String HEX = "5f3a9c".repeat(11).substring(0, 64);
  private static final String RANDOM = "q7Zt-4Kx_9bLmN2vR8sWyA1cD3eF5gH6jK0pQuTzXVo";
  private static final String JWT =
      "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFO";
  private static final String BOT = "7000000001:AAtestTokenOfTheBotThatIsInUseNow_1";
  private static final String PEM_BODY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTU";

  static Map<String, Shape> all() {
    Map<String, Shape> all = new LinkedHashMap<>();
    all.put("access token", in("the token " + JWT + " has expired", JWT));
    all.put(
        "unsigned token", in("got eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0. here", "eyJzdWIiOiJ4In0"));
    all.put(
        "authorization header",
        in("Authorization: Bearer " + RANDOM.substring(4), RANDOM.substring(4)));
    all.put("authorization map", in("{authorization=[Bearer abcdef123456]}", "abcdef123456"));
    all.put(
        "basic authorization", in("sent Basic YWxpY2U6aHVudGVyMg== to it", "YWxpY2U6aHVudGVyMg"));
    all.put("refresh token", in("unknown " + RANDOM, RANDOM));
    all.put("refresh field", in("{\"refreshToken\":\"short-one\",\"x\":1}", "short-one"));
    all.put("quoted JSON", in("body \"{\\\"password\\\":\\\"hunter2\\\"}\"", "hunter2"));
    all.put("JSON with quotes", in("{\"password\": \"hun\\\"ter2\"}", "ter2"));
    all.put("password field", in("email=a, password=hunter2, x=y", "hunter2"));
    all.put("password in words", in("password: hunter2", "hunter2"));
    all.put("form", in("user=a&password=hunter2&x=1", "hunter2"));
    all.put("record", in("Body[password=hunter2, email=null]", "hunter2"));
    all.put("new password", in("{\"newPassword\":\"hunter2\"}", "hunter2"));
    all.put("setting", in("dompet.database.password=hunter2 was read", "hunter2"));
    all.put("environment", in("DOMPET_DATABASE_PASSWORD=hunter2", "hunter2"));
    all.put(
        "second factor",
        in("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&issuer=d", "JBSWY3DPEHPK3PXP"));
    all.put("code", in("{\"totp\":\"123456\"}", "123456"));
    all.put("second factor's code", in("{\"code\":\"123456\"}", "123456"));
    all.put("bot token", in("calling " + BOT, BOT.substring(11)));
    all.put(
        "bot address",
        in("POST https://api.telegram.org/bot" + BOT + "/sendMessage", "AAtestToken"));
    all.put(
        "initData",
        in("query_id=AAH&user=%7B%22id%22%3A42%7D&auth_date=1700000000&hash=" + HEX, "22id"));
    all.put(
        "initData, otherwise ordered",
        in("got 'user=%7B%22id%22%3A42%7D&hash=" + HEX + "&auth_date=1700000000'", "22id"));
    all.put("initData field", in("{\"initData\":\"user=%7B%22id%22%3A42%7D\"}", "22id"));
    all.put("Stripe key", in("used sk_live_51HxYzAbCdEfGh for it", "51HxYzAbCdEfGh"));
    all.put("Stripe restricted key", in("rk_test_51HxYzAbCdEfGh", "51HxYzAbCdEfGh"));
    all.put("Stripe webhook secret", in("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8G"));
    all.put("MoonPay keys", in("keys wk_live_abcdefgh12345678, sk_test_abcd1234abcd", "abcd"));
    all.put("Stripe signature", in("Stripe-Signature: t=1700000000,v1=" + HEX, HEX));
    all.put(
        "MoonPay signature",
        in("bad t=1700000000,s=" + HEX.substring(0, 40), HEX.substring(0, 40)));
    all.put("signed address", in("https://buy.moonpay.com?x=1&signature=a%2Bb%3D12", "a%2Bb"));
    all.put("hexadecimal secret", in("the secret is " + HEX, HEX));
    all.put(
        "PEM key",
        in("-----BEGIN PRIVATE KEY-----\n" + PEM_BODY + "\n-----END PRIVATE KEY-----", PEM_BODY));
    all.put("cut PEM key", in("-----BEGIN RSA PRIVATE KEY-----\nabcdefgh\nijk", "ijk"));
    all.put("PEM body", in("the key " + PEM_BODY, PEM_BODY));
    all.put("JDBC address", in("jdbc:postgresql://db/dompet?user=a&password=hunter2", "hunter2"));
    all.put("address with a password", in("tcp://dompet:hunter2@broker:61616", "hunter2"));
    all.put("card", in("paid with 4242424242424242.", "42424242"));
    all.put("card in groups", in("paid with 5555 5555 5555 4444", "5555 4444"));
    all.put("card with hyphens", in("card:3782-822463-10005", "822463"));
    all.put("card field", in("{\"cardNumber\":\"12345\"}", "12345"));
    all.put("check code", in("cvc=987", "987"));
    all.put("cookie", in("Cookie: JSESSIONID=abc123; other=def456", "def456"));
    all.put(
        "hash of a password",
        in("$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW", "R9h/cIP"));
    all.put("Slack address", in("https://hooks.slack.com/services/T00/B00/abcdefXYZ", "abcdefXYZ"));
    all.put("mail address", in("no user alice.smith@example.org", "alice.smith"));
    return all;
  }

  private static Shape in(String text, String secret) {
    return new Shape(text, secret);
  }
}
