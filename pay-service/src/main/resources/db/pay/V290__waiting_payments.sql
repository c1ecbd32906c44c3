-- What waits for a user's confirmation, for their account page.
create index orders_waiting_by_user on orders (specified_uid, id)
  where status = 'PENDING' and specified_uid is not null;
