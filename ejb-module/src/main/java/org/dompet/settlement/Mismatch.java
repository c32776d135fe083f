package org.dompet.settlement;

/** In what way a provider and our books differ: the kinds of findings. */
public enum Mismatch {
  /** Paid there, and not credited here. */
  MISSING_HERE,
  /** Credited here, and not paid there. */
  MISSING_THERE,
  AMOUNT_DIFFERS,
  CURRENCY_DIFFERS,
  /** One payment is in the books more than once. */
  CREDITED_TWICE,
  /** The order says that it was credited; the books have no entry for it. */
  NOT_BOOKED,
  /** Credited to another order than the one that was paid for. */
  ORDER_DIFFERS,
  /** Not as much was taken back here as was paid back there. */
  REFUND_DIFFERS,
  /** The provider's record can't be understood. */
  RECORD_UNREADABLE
}
