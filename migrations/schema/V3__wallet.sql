-- A wallet is a person's pair of ledger accounts in one currency: what can be spent, and what is
-- set aside by holds. Its status is that of its available account: one truth, in the ledger.

create table wallet (
  id                uuid        primary key,
  user_id           uuid        not null references app_user,
  currency          text        not null references currency,
  available_account uuid        not null unique references account,
  held_account      uuid        not null unique references account,
  opened_at         timestamptz not null,
  constraint one_wallet_per_currency unique (user_id, currency)
);

grant select, insert on wallet to dompet_app;
