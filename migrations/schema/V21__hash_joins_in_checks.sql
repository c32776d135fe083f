-- check_continuation() compares the accounts of a statement before and after it, hundreds of each:
-- by a hash table, whatever else its transaction forbids the planner. The ledger forbids hash joins
-- while it posts, so that it never reads a whole table.
alter function check_continuation() set enable_hashjoin = on;
