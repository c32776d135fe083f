package org.dompet.web.attack;

import java.util.List;

/** What is put where something decent belongs. */
final class Payloads {
  /** Longer than any answer may take: an answer that takes so long ran it. */
  private static final String SLEEP = "pg_sleep(25)";

  /** SQL that would show: by an error, by waiting, or by what is changed afterwards. */
  static final List<String> SQL =
      List.of(
          "'",
          "''\"`\\",
          "' or '1'='1",
          "1) or (1=1",
          "1; select " + SLEEP + "--",
          "'||(select " + SLEEP + ")||'",
          "'; update app_user set roles = '{USER,ADMIN}'; --",
          "'); delete from posting; --",
          "$1",
          "?",
          ":id",
          "{fn now()}",
          "1::int",
          "%' like '%");

  /** The same for places that cost a password's hash each: the most telling. */
  static final List<String> FEW_SQL =
      List.of("' or '1'='1' --", "'||(select " + SLEEP + ")||'", "{fn now()} ? $1 \\");

  /** Text that means something to some layer. */
  static final List<String> TEXTS =
      List.of(
          "../../../../etc/passwd",
          "..\\..\\..\\windows\\win.ini",
          "....//....//WEB-INF/web.xml",
          "file:///etc/passwd",
          "http://169.254.169.254/latest/meta-data/",
          "${jndi:ldap://127.0.0.1:9/a}",
          "#{7*7} ${7*7} {{7*7}} <%= 7*7 %>",
          "%n%s%x%d",
          "<script>alert(1)</script>",
          "\r\nX-Injected: yes\r\n\r\n<html>",
          "\u0000",
          "a\u0000b",
          "\u202egnp.exe",
          "\u0661\u0662",
          "a\u0301\ufdfa\u200b\ufeff",
          "\ud83d\ude00".repeat(50),
          "z".repeat(5_000),
          " ",
          "",
          "-1",
          "0",
          "99999999999999999999999999",
          "1e309",
          "NaN",
          "null",
          "true",
          "[]",
          "{}",
          "AAAAAAAAAAAAAAAAAAAA==",
          "2026-13-45T25:61:61Z",
          "+1000000000-12-31T23:59:59Z");

  /** What no URL should have, as it is sent. */
  static final List<String> RAW =
      List.of(
          "%", "%zz", "%00", "%c0%ae%c0%ae", "%ff%fe", "%u0027", "%25%32%37", "..%2f..%2f", "+");

  /** JSON values where text or a number belongs. */
  static final List<String> JSON =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "1e999999999",
          "-1e-999999999",
          "9".repeat(1_000),
          "[]",
          "{}",
          "[[[[]]]]",
          "{\"$ne\":null}",
          "{\"@class\":\"javax.script.ScriptEngineManager\"}",
          "[\"java.net.URL\",\"http://127.0.0.1:9/\"]",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\"\\udfff\\ud800\"");

  private Payloads() {}
}
