package org.dompet.limit;

import java.util.Locale;

/**
 * What is counted together. Each has a name in the configuration, in answers and in metrics, and so
 * many tokens a minute unless the configuration says otherwise.
 */
public enum Limit {
  /** Proving who one is: passwords, initData, registration, second factors. Never by account. */
  AUTH(5, Who.ADDRESS, Where.SHARED),
  /** Going on with a session that there is, and ending it: what is shown can't be guessed. */
  SESSION(120, Who.ADDRESS, Where.MEMORY),
  /** An administrator's corrections. */
  EMERGENCY(2, Who.CALLER, Where.SHARED),
  /** Money from one person to another. */
  TRANSACTIONS(20, Who.CALLER, Where.SHARED),
  /** Opening and changing wallets. */
  WALLET_WRITES(10, Who.CALLER, Where.SHARED),
  /** Balances, histories, orders and transfers that were made. */
  WALLET_READS(30, Who.CALLER, Where.MEMORY),
  /** Orders for money from a payment provider. */
  ONRAMP(15, Who.CALLER, Where.SHARED),
  /** One's own profile, sessions and settings. */
  PROFILE(30, Who.CALLER, Where.MEMORY),
  /** What staff reads and does, emergencies apart. */
  ADMIN(600, Who.CALLER, Where.MEMORY),
  /** What is the same for everybody. */
  PUBLIC(120, Who.ADDRESS, Where.MEMORY);

  /** Whose requests are counted together. */
  public enum Who {
    /** The person who is signed in; others come no further than to being told to sign in. */
    CALLER,
    /** The address, signed in or not: nobody can use up what is another person's. */
    ADDRESS
  }

  /** Who counts. */
  enum Where {
    /** All nodes together, in the database: never more than the limit. */
    SHARED,
    /** Each node for itself. */
    MEMORY
  }

  private final int aMinute;
  private final Who who;
  private final Where where;

  Limit(int aMinute, Who who, Where where) {
    this.aMinute = aMinute;
    this.who = who;
    this.where = where;
  }

  /** The name in configuration, answers and metrics: {@code wallet-reads}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public Who who() {
    return who;
  }

  /** How many a minute, unless the configuration says otherwise. */
  public int standard() {
    return aMinute;
  }

  boolean isShared() {
    return where == Where.SHARED;
  }
}
