-- Returns the seconds until a guess that these buckets count is let through; 0 where none delays it.
create or replace function guess_delay(in_buckets text[]) returns double precision language sql as $$
  select coalesce(extract(epoch from max(delayed_until) - clock_timestamp()), 0)::double precision
  from failed_guesses
  where bucket = any (in_buckets) and delayed_until > clock_timestamp()
$$;

-- Counts a wrong guess in each bucket. Where one of them delays guesses already, nothing is counted
-- and the delay is returned: the answer to the guess must then not say whether it was right.
create or replace function guess_failed(
  in_buckets text[], in_free integer[], in_first_seconds double precision[],
  in_longest_seconds double precision[], in_memory_seconds double precision[])
returns double precision language plpgsql as $$
declare
  instant timestamptz := clock_timestamp();
  delay double precision;
begin
  insert into failed_guesses (bucket, level, updated_at, delayed_until, expires_at)
    select b, 0, instant, instant, instant + interval '1 minute'
    from unnest(in_buckets) as b order by b
    on conflict (bucket) do nothing;
  -- In one order, so that guesses never wait for each other in a circle.
  perform from failed_guesses where bucket = any (in_buckets) order by bucket for update;
  -- read after the locks were waited for
  instant := clock_timestamp();
  select extract(epoch from max(delayed_until) - instant) into delay
    from failed_guesses where bucket = any (in_buckets);
  if delay > 0 then
    return delay;
  end if;
  update failed_guesses f
    set level = n.level, updated_at = instant,
        delayed_until = case when round(n.level) >= n.free
          then instant + make_interval(secs => least(n.longest,
                 n.first * power(2, least(round(n.level) - n.free, 30))))
          else instant end,
        -- by then it has drained, and any delay is over
        expires_at = instant
          + make_interval(secs => n.longest + n.memory * ceil((n.level + 1) / n.free))
  from (
    select t.bucket, w.free, w.first, w.longest, w.memory,
           1 + greatest(0, t.level
             - extract(epoch from instant - t.updated_at) * w.free / w.memory) as level
    from unnest(in_buckets, in_free, in_first_seconds, in_longest_seconds, in_memory_seconds)
      as w (bucket, free, first, longest, memory)
    join failed_guesses t on t.bucket = w.bucket) n
  where f.bucket = n.bucket;
  return 0;
end $$;
