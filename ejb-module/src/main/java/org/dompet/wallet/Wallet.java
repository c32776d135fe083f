package org.dompet.wallet;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.dompet.money.Currency;

/** Whose it is, in what currency, and its two accounts. None of it ever changes. */
@Entity
@Table(name = "wallet")
public class Wallet {
  @Id private UUID id;

  @Column(name = "user_id")
  private UUID userId;

  @Enumerated(EnumType.STRING)
  private Currency currency;

  @Column(name = "available_account")
  private UUID availableAccount;

  @Column(name = "held_account")
  private UUID heldAccount;

  @Column(name = "opened_at")
  private Instant openedAt;

  @SuppressWarnings("NullAway.Init") // for Hibernate
  protected Wallet() {}

  Wallet(
      UUID id,
      UUID userId,
      Currency currency,
      UUID availableAccount,
      UUID heldAccount,
      Instant openedAt) {
    this.id = id;
    this.userId = userId;
    this.currency = currency;
    this.availableAccount = availableAccount;
    this.heldAccount = heldAccount;
    this.openedAt = openedAt;
  }

  public UUID id() {
    return id;
  }

  public UUID userId() {
    return userId;
  }

  public Currency currency() {
    return currency;
  }

  /** The account that money comes to and goes from. */
  public UUID availableAccount() {
    return availableAccount;
  }

  /** The account of money that is set aside. */
  public UUID heldAccount() {
    return heldAccount;
  }

  public Instant openedAt() {
    return openedAt;
  }
}
