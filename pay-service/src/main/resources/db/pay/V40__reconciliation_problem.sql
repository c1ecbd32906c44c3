-- Why a day could not be compared, in a form that pages can put into the reader's words.
alter table reconciliations alter column problem type jsonb using
  case when problem is not null
    then jsonb_build_object('kind', 'OTHER', 'detail', problem, 'ofProfit', false) end;
