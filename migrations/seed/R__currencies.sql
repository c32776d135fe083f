-- The currencies of org.dompet.money.Currency, and the platform's own accounts in each.
insert into currency (code, scale) values
  ('THB', 2), ('USD', 2), ('IDR', 2), ('USDT', 6), ('BTC', 8), ('TON', 9), ('ETH', 18)
on conflict (code) do nothing;

-- external:* stand for the world outside, and may go below zero without bound; liquidity is lent
-- to exchanges; fees are earned; suspense holds what a person has yet to decide about; adjustments
-- is the other side of what administrators correct.
insert into account (id, currency, kind, minimum_balance, opened_at)
select gen_random_uuid(), c.code, k.kind, case when k.bounded then 0 end, now()
  from currency c
 cross join (values ('external:bank', false), ('external:moonpay', false), ('external:stripe', false),
                    ('liquidity', false), ('fees', true), ('suspense', false),
                    ('adjustments', false)) as k (kind, bounded)
on conflict (kind, currency) where kind not in ('available', 'held') do nothing;
