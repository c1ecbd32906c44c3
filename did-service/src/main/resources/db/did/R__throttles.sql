-- Counts one try; false when the bucket is full already, and then nothing is counted.
create or replace function throttle_take(p_bucket text, p_limit integer, p_window interval)
returns boolean language plpgsql as $$
declare
  recent timestamptz[];
  instant timestamptz := clock_timestamp();
begin
  -- The row is made first and locked afterwards: otherwise two first tries would both pass.
  insert into throttles (bucket, hits, expires_at) values (p_bucket, '{}', instant + p_window)
    on conflict (bucket) do nothing;
  select hits into recent from throttles where bucket = p_bucket for update;
  recent := array(select hit from unnest(recent) hit where hit > instant - p_window order by hit);
  if cardinality(recent) >= p_limit then
    return false;
  end if;
  update throttles set hits = recent || instant, expires_at = instant + p_window
    where bucket = p_bucket;
  return true;
end $$;

-- Gives the latest try back: it turned out not to be a wrong one.
create or replace function throttle_give_back(p_bucket text) returns void language sql as $$
  update throttles set hits = hits[1:cardinality(hits) - 1]
    where bucket = p_bucket and cardinality(hits) > 0;
$$;
