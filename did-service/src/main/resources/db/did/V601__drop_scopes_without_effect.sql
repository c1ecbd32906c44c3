-- Scopes 3 and 4 promise what does not exist; they are dropped like 2 and 8.
update apps set version = version + 1,
    scopes = array(select unnest(scopes) except select unnest(array[2, 3, 4, 8]) order by 1)
  where scopes && array[2, 3, 4, 8];
update identities set version = version + 1,
    granted_scopes =
      array(select unnest(granted_scopes) except select unnest(array[2, 3, 4, 8]) order by 1)
  where granted_scopes && array[2, 3, 4, 8];
update token_families
  set scopes = array(select unnest(scopes) except select unnest(array[2, 3, 4, 8]) order by 1)
  where scopes && array[2, 3, 4, 8];
update access_codes
  set scopes = array(select unnest(scopes) except select unnest(array[2, 3, 4, 8]) order by 1)
  where scopes && array[2, 3, 4, 8];
